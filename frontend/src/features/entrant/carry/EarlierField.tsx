// In the dialog that starts an entry: begin from an earlier one of the same agency or person.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { RadioGroup } from '../../../shared/ui/Choice';

export type Earlier = components['schemas']['EarlierEntry'];
const NONE = 'none';

export interface EarlierFieldProps {
  categoryId: string;
  /** null: in one's own name */
  organisationId: string | null;
  value: Earlier | null;
  onChange: (earlier: Earlier | null) => void;
}

export function EarlierField({ categoryId, organisationId, value, onChange }: EarlierFieldProps) {
  const { t } = useLingui();
  const format = useFormat();
  const found = useGet('/api/v1/entrant/earlier-entries', { query: { category_id: categoryId } });
  const items = (found.data?.items ?? []).filter((one) => one.organisation_id === organisationId);
  if (items.length === 0) return null;
  const described = (one: Earlier) => {
    const [fits, all] = [format.number(one.fits), format.number(one.answers)];
    return `${format.name(one.edition)} — ${t`يُنقل ${fits} من ${all} من أجوبتها وملفاتها`}`;
  };
  return (
    <RadioGroup
      label={t`من أين تبدأ؟`}
      help={t`تُنسخ الأجوبة والملفات التي يقبلها النموذج الجديد، ولا تتغير المشاركة السابقة.`}
      value={value?.id ?? NONE}
      onChange={(id) => onChange(items.find((one) => one.id === id) ?? null)}
      options={[
        { id: NONE, label: t`نموذج فارغ` },
        ...items.slice(0, 8).map((one) => ({
          id: one.id,
          label: format.pick(one.title_ar, one.title_en),
          description: described(one),
        })),
      ]}
    />
  );
}
