// Somebody saved decisions while others were being written: what theirs are, to take or to save over.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { type Category, type Draft, noLine } from '../model';
import { outcomes } from '../words';

interface Props {
  category: Category;
  theirs: Draft;
  mine: Draft;
  onTake: () => void;
}

export function TheirDecisions({ category, theirs, mine, onTake }: Props) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const differing = [...category.rows, ...category.left_out].filter(
    ({ entry }) => JSON.stringify(theirs.lines[entry.id] ?? noLine) !== JSON.stringify(mine.lines[entry.id] ?? noLine),
  );
  return (
    <Notice
      tone="warning"
      title={t`حفظ شخص آخر قرارات هنا وأنت تكتب`}
      action={<Button onPress={onTake}>{t`خذ قراراته واترك ما كتبته`}</Button>}
    >
      <ul>
        {theirs.withheld && !mine.withheld ? <li>{t`حجب الجائزة هنا`}</li> : null}
        {differing.map(({ entry }) => {
          const line = theirs.lines[entry.id] ?? noLine;
          return (
            <li key={entry.id}>
              <bdi>{format.pick(entry.title_ar, entry.title_en)}</bdi>: {i18n._(outcomes[line.outcome])}
              {line.place === null ? '' : ` (${format.number(line.place)})`}
              {line.level_ar ? ` — ${line.level_ar}` : ''}
            </li>
          );
        })}
      </ul>
      <p>{t`أو احفظ قراراتك فوقها: ما كتبته باقٍ في الجدول.`}</p>
    </Notice>
  );
}
