// Whether a round is judged without names, and what its jurors do not read of an entry at all.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Checkbox, CheckboxGroup } from '../../../shared/ui/Choice';
import { Read } from '../../../shared/ui/States';

interface BlindFieldsProps {
  editionId: string;
  blind: boolean;
  hidden: string[];
  onChange: (change: { blind?: boolean; hidden?: string[] }) => void;
}

/** Answers that lead to their owner whatever they say. */
const LEADING = ['url', 'links', 'person'];

function OfCategory(props: { id: string; name: string; hidden: string[]; onChange: (hidden: string[]) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const form = useGet('/api/v1/categories/{category_id}/fields', { path: { category_id: props.id } });
  return (
    <Read of={form}>
      {({ fields }) => {
        const shown = fields.filter((field) => field.visible_to_jurors);
        const own = new Set(shown.map((field) => field.id));
        const hidden = shown.filter((field) => props.hidden.includes(field.id)).length;
        return shown.length === 0 ? null : (
          <details className="tk-judging-fold">
            <summary>
              <bdi>{props.name}</bdi>{' '}
              <span className="tk-small tk-soft">
                {hidden > 0 ? t`أسئلة تُخفى: ${format.number(hidden)}` : t`لا يُخفى منها شيء`}
              </span>
            </summary>
            <CheckboxGroup
              label={props.name}
              hideLabel
              options={shown.map((field) => ({
                id: field.id,
                label: format.pick(field.label_ar, field.label_en),
                ...(LEADING.includes(field.kind) ? { description: t`يدل على صاحبه في الغالب` } : {}),
              }))}
              value={props.hidden.filter((id) => own.has(id))}
              onChange={(chosen) => props.onChange([...props.hidden.filter((id) => !own.has(id)), ...chosen])}
            />
          </details>
        );
      }}
    </Read>
  );
}

export function BlindFields({ editionId, blind, hidden, onChange }: BlindFieldsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const faces = ['title', 'summary'] as const;
  return (
    <div className="tk-stack">
      <Checkbox
        isSelected={blind}
        onChange={(on) => onChange({ blind: on })}
        help={t`تُجمَّد مع لائحة التحكيم. تُكشف التعارضات بالأسماء الحقيقية قبل الإسناد.`}
      >
        {t`تحكيم بلا أسماء`}
      </Checkbox>
      {blind ? (
        <>
          <p className="tk-strong">{t`ما لا يقرؤه المحكّمون في هذه الجولة`}</p>
          <p className="tk-small tk-soft">{t`ما يُخفى هنا يُخفى من المشاركات كلها. أما الاسم الوارد في نص بعينه فتحرّره قبل فتح الجولة.`}</p>
          <CheckboxGroup
            label={t`من كل مشاركة`}
            options={[
              { id: 'title', label: t`عنوان المشاركة`, description: t`يُقرأ رقم المشاركة بدله` },
              { id: 'summary', label: t`الملخص` },
            ]}
            value={faces.filter((one) => hidden.includes(one))}
            onChange={(chosen) =>
              onChange({ hidden: [...hidden.filter((id) => id !== 'title' && id !== 'summary'), ...chosen] })
            }
          />
          <Read of={categories}>
            {({ items }) =>
              items.map((one) => (
                <OfCategory
                  key={one.id}
                  id={one.id}
                  name={format.name(one)}
                  hidden={hidden}
                  onChange={(next) => onChange({ hidden: next })}
                />
              ))
            }
          </Read>
        </>
      ) : null}
    </div>
  );
}
