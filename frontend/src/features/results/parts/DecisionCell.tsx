// One entry's decision in the ranking: the outcome in place, the rest in a dialog.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Dialog } from '../../../shared/ui/Dialog';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import type { Category, Line, Row } from '../model';
import { outcomes } from '../words';
import { WithoutEnglish } from './WithoutEnglish';

export interface DecisionCellProps {
  category: Category;
  row: Row;
  line: Line;
  error: string | undefined;
  /** titles of entries of the same rank that this decision passes over without a reason */
  equals: readonly string[];
  isReadOnly: boolean;
  onChange: (line: Line) => void;
}

export function DecisionCell({ category, row, line, error, equals, isReadOnly, onChange }: DecisionCellProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const title = format.pick(row.entry.title_ar, row.entry.title_en);
  const level = category.levels.find((one) => one.name_ar === line.level_ar) as
    | { name_ar: string; name_en: string }
    | undefined;
  if (isReadOnly)
    return line.outcome === 'none' ? (
      <span className="tk-faint">{format.pick(line.reason_ar, line.reason_en) || '—'}</span>
    ) : (
      <span className="tk-stack tk-gap-2">
        <span className="tk-strong">
          {i18n._(outcomes[line.outcome])}
          {line.place === null ? null : ` (${format.number(line.place)})`}
        </span>
        {level ? <span className="tk-small">{format.name(level)}</span> : null}
      </span>
    );
  return (
    <div className="tk-results-decide">
      <Select
        label={t`قرار ${title}`}
        hideLabel
        error={error ?? null}
        options={(Object.keys(outcomes) as (keyof typeof outcomes)[]).map((id) => ({
          id,
          label: i18n._(outcomes[id]),
        }))}
        value={line.outcome}
        onChange={(outcome) =>
          onChange(
            outcome === 'winner'
              ? { ...line, outcome, place: line.place ?? row.rank ?? 1 }
              : { ...line, outcome, place: null, level_ar: '' },
          )
        }
      />
      {line.outcome === 'winner' && line.place !== null ? (
        <span className="tk-small">{t`المركز ${format.number(line.place)}`}</span>
      ) : null}
      {equals.length > 0 ? (
        <p className="tk-small tk-results-warn">
          {t`تساويها في الترتيب:`} <bdi>{equals.join(format.reader.language === 'ar' ? '، ' : ', ')}</bdi>.{' '}
          {t`اكتب في التفاصيل سبب اختيارها.`}
        </p>
      ) : null}
      <Button size="small" kind="quiet" icon="edit" onPress={() => setOpen(true)}>
        {t`تفاصيل`}
      </Button>
      <Dialog
        title={t`قرار المشاركة`}
        isOpen={open}
        onClose={() => setOpen(false)}
        footer={<Button kind="primary" onPress={() => setOpen(false)}>{t`تم`}</Button>}
      >
        <div className="tk-stack">
          <p>
            <bdi className="tk-strong">{title}</bdi>
          </p>
          {line.outcome === 'winner' ? (
            <NumberField
              label={t`المركز`}
              value={line.place}
              minValue={1}
              maxValue={Math.max(category.places, 1)}
              onChange={(place) => onChange({ ...line, place })}
            />
          ) : null}
          {line.outcome === 'winner' && category.levels.length > 0 ? (
            <Select
              label={t`مستوى الجائزة`}
              options={[
                { id: 'none', label: t`بلا مستوى` },
                ...category.levels.map((one) => ({
                  id: String(one.name_ar),
                  label: format.pick(String(one.name_ar), String(one.name_en)),
                })),
              ]}
              value={line.level_ar || 'none'}
              onChange={(id) => onChange({ ...line, level_ar: id === 'none' ? '' : id })}
            />
          ) : null}
          {line.outcome !== 'none' ? (
            <BilingualField
              label={t`حيثيات الفوز`}
              multiline
              ar={line.citation_ar}
              en={line.citation_en}
              onChange={(change) =>
                onChange({ ...line, ...('ar' in change ? { citation_ar: change.ar } : { citation_en: change.en }) })
              }
            />
          ) : null}
          <WithoutEnglish ar={line.outcome === 'none' ? '' : line.citation_ar} en={line.citation_en} />
          <BilingualField
            label={t`السبب`}
            help={t`يلزم عند تجاوز مشاركة أعلى ترتيبًا أو مساوية، أو اختيار مستوى أو مركز غير ما يقتضيه الترتيب.`}
            multiline
            ar={line.reason_ar}
            en={line.reason_en}
            onChange={(change) =>
              onChange({ ...line, ...('ar' in change ? { reason_ar: change.ar } : { reason_en: change.en }) })
            }
          />
        </div>
      </Dialog>
    </div>
  );
}
