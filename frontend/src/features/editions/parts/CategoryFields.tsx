// The fields of a category: what the public reads of it, and what the rulebook says of it.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { Form } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { LinkButton } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { NumberField } from '../../../shared/ui/NumberField';
import { Select } from '../../../shared/ui/Select';
import { TextField } from '../../../shared/ui/TextField';
import type { CategoryValues } from '../model/category';
import { entrantKinds } from '../words';
import { AwardLevels } from './AwardLevels';

type Props = { form: Form<CategoryValues> };

export function CategoryNames({ form }: Props) {
  const { t } = useLingui();
  const v = form.values;
  return (
    <>
      <BilingualField
        label={t`الاسم`}
        ar={v.name_ar}
        en={v.name_en}
        onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
        errorAr={form.errors.name_ar}
        errorEn={form.errors.name_en}
        isRequired="ar"
      />
      <TextField
        {...form.field('code')}
        label={t`الرمز`}
        help={t`قصير ومميز في الدورة، يظهر في الجداول والملفات المصدَّرة.`}
        dir="ltr"
        isRequired
      />
      <BilingualField
        label={t`الوصف`}
        multiline
        ar={v.description_ar}
        en={v.description_en}
        onChange={(c) => form.set('ar' in c ? { description_ar: c.ar } : { description_en: c.en })}
        errorAr={form.errors.description_ar}
        errorEn={form.errors.description_en}
      />
    </>
  );
}

export function CategoryEntrants({ form }: Props) {
  const { t, i18n } = useLingui();
  const v = form.values;
  return (
    <>
      <RadioGroup
        {...form.field('entrant_kind')}
        label={t`من يشارك`}
        options={(['agency', 'individual', 'any'] as const).map((kind) => ({
          id: kind,
          label: i18n._(entrantKinds[kind][0]),
          description: i18n._(entrantKinds[kind][1]),
        }))}
      />
      <BilingualField
        label={t`شروط الأهلية`}
        help={t`من يحق له أن يشارك، ومتى لا تُقبل المشاركة.`}
        multiline
        ar={v.eligibility_ar}
        en={v.eligibility_en}
        onChange={(c) => form.set('ar' in c ? { eligibility_ar: c.ar } : { eligibility_en: c.en })}
        errorAr={form.errors.eligibility_ar}
        errorEn={form.errors.eligibility_en}
      />
      <NumberField
        {...form.field('max_entries_per_entrant')}
        label={t`أقصى عدد لمشاركات المشارك الواحد هنا`}
        help={t`اتركه فارغًا إن لم يكن له حد.`}
        minValue={1}
        maxValue={10_000}
      />
    </>
  );
}

export function CategoryRules({ form, editionId }: Props & { editionId: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const rubrics = useGet('/api/v1/editions/{edition_id}/rubrics', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const items = rubrics.data?.items ?? [];
  return (
    <>
      {rubrics.data && items.length === 0 ? (
        <div className="tk-field">
          <span className="tk-label">{t`نموذج التقييم`}</span>
          <p className="tk-help">{t`لا نماذج تقييم في هذه الدورة بعد. أنشئ نموذجًا ثم اختره هنا؛ يمكنك الحفظ الآن من دونه.`}</p>
          <div>
            <LinkButton icon="plus" to="/editions/$editionId/rubrics/new" params={{ editionId }}>
              {t`أنشئ نموذج تقييم`}
            </LinkButton>
          </div>
        </div>
      ) : (
        <Select
          label={t`نموذج التقييم`}
          help={t`به يقيّم المحكّمون ما يُقدَّم هنا.`}
          options={items.map((one) => ({ id: one.id, label: format.name(one) }))}
          value={form.values.rubric_id}
          onChange={(rubric_id) => form.set({ rubric_id })}
          error={form.errors.rubric_id}
          placeholder={t`لم يُختر بعد`}
        />
      )}
      <NumberField {...form.field('places')} label={t`عدد المراكز الفائزة`} minValue={1} maxValue={100} isRequired />
      <AwardLevels
        by={form.values.levels_by}
        onBy={(levels_by) => form.set({ levels_by })}
        value={form.values.levels}
        onChange={(levels) => form.set({ levels })}
        errors={form.errors}
      />
    </>
  );
}
