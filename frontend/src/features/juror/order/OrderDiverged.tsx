// The order was changed elsewhere: both are shown whole, and the juror keeps one. Places out of two orders make neither.
import { useLingui } from '@lingui/react/macro';
import { type Content, contentIn, type Snapshot } from '../../../offline/evaluation';
import type { EvaluationSaver } from '../../../offline/evaluationSaver';
import { tiersOf } from '../../../offline/order';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { left, placeOf, type Ranking } from './model';

interface DivergedProps {
  ranking: Ranking;
  saver: EvaluationSaver;
  shown: Snapshot;
}

export function OrderDiverged({ ranking, saver, shown }: DivergedProps) {
  const { t } = useLingui();
  const format = useFormat();
  const there = shown.refusal?.body.current as (Content & { head: string }) | null | undefined;
  const other = contentIn(there);
  const byId = new Map(ranking.entries.map((entry) => [entry.entry_id, entry]));
  const list = (content: Content) => {
    const tiers = left(tiersOf(content.scores), new Set(byId.keys()));
    return (
      <ul className="tk-rank-compared">
        {tiers.flat().map((id) => {
          const entry = byId.get(id);
          return (
            <li key={id}>
              <bdi>{format.number(placeOf(tiers, id) ?? 0)}</bdi>{' '}
              <bdi dir="auto">{entry ? format.pick(entry.title_ar, entry.title_en) : ''}</bdi>
            </li>
          );
        })}
      </ul>
    );
  };
  const keep = (content: Content) => void saver.resolve(content, there?.head ?? null);
  return (
    <Dialog
      role="alertdialog"
      size="wide"
      title={shown.otherTab ? t`عُدّل هذا الترتيب في تبويب آخر` : t`عُدّل هذا الترتيب على جهاز آخر`}
      isOpen
      onClose={() => undefined}
    >
      <div className="tk-stack">
        <p>
          {t`لم يضع شيء. اختر أي الترتيبين تريد إبقاءه، ثم عدّل فيه ما شئت.`}
          {saver.drops ? ` ${t`ولم يُرسل الترتيب بعد: أرسله حين تختار.`}` : null}
        </p>
        <div className="tk-rank-both">
          <section className="tk-stack tk-gap-2">
            <h3 className="tk-h3">{shown.otherTab ? t`في هذا التبويب` : t`على هذا الجهاز`}</h3>
            {list(shown.content)}
            <Button onPress={() => keep(shown.content)}>{t`أبقِ هذا الترتيب`}</Button>
          </section>
          <section className="tk-stack tk-gap-2">
            <h3 className="tk-h3">{shown.otherTab ? t`في التبويب الآخر` : t`على الجهاز الآخر`}</h3>
            {list(other)}
            <Button onPress={() => keep(other)}>{t`أبقِ الترتيب الآخر`}</Button>
          </section>
        </div>
      </div>
    </Dialog>
  );
}
