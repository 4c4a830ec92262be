// The fields of an edition, in the groups that its new form and its settings share.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { Form } from '../../../shared/forms/useForm';
import { useNouns } from '../../../shared/nouns';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Checkbox, RadioGroup } from '../../../shared/ui/Choice';
import { MomentField } from '../../../shared/ui/DateField';
import { NumberField } from '../../../shared/ui/NumberField';
import { TextField } from '../../../shared/ui/TextField';
import type { EditionValues } from '../model/edition';
import { slugOf } from '../model/slug';
import { ZoneField } from './ZoneField';

type Props = { form: Form<EditionValues> };

export function NameFields({ form, guessSlug = false }: Props & { guessSlug?: boolean }) {
  const { t } = useLingui();
  const v = form.values;
  return (
    <>
      <BilingualField
        label={t`الاسم`}
        ar={v.name_ar}
        en={v.name_en}
        onChange={(c) =>
          form.set(
            'ar' in c ? { name_ar: c.ar } : guessSlug ? { name_en: c.en, slug: slugOf(c.en) } : { name_en: c.en },
          )
        }
        errorAr={form.errors.name_ar}
        errorEn={form.errors.name_en}
        isRequired
      />
      <BilingualField
        label={t({ message: 'الموضوع', context: 'theme' })}
        help={t`شعار هذه الدورة أو محورها، إن وُجد.`}
        ar={v.theme_ar}
        en={v.theme_en}
        onChange={(c) => form.set('ar' in c ? { theme_ar: c.ar } : { theme_en: c.en })}
        errorAr={form.errors.theme_ar}
        errorEn={form.errors.theme_en}
      />
    </>
  );
}

export function SlugField({ form, isDisabled = false, onOwn }: Props & { isDisabled?: boolean; onOwn?: () => void }) {
  const { t } = useLingui();
  const field = form.field('slug');
  return (
    <TextField
      {...field}
      onChange={(slug) => {
        onOwn?.();
        field.onChange(slug);
      }}
      label={t`المعرّف في الرابط`}
      help={
        isDisabled
          ? t`نُشر رابط الدورة، فلا يتغير معرّفه.`
          : t`حروف لاتينية صغيرة وأرقام وشُرَط. لا يتغير بعد فتح باب المشاركة.`
      }
      dir="ltr"
      isRequired
      isDisabled={isDisabled}
    />
  );
}

export function DateFields({ form, closing }: Props & { closing?: ReactNode }) {
  const { t } = useLingui();
  const zone = form.values.timezone;
  return (
    <>
      <ZoneField {...form.field('timezone')} />
      <div className="tk-pair">
        <MomentField {...form.field('opens_at')} label={t`فتح باب المشاركة`} zone={zone} />
        {closing ?? <MomentField {...form.field('closes_at')} label={t`إغلاق باب المشاركة`} zone={zone} />}
        <MomentField
          {...form.field('judging_closes_at')}
          label={t`انتهاء التحكيم`}
          help={t`الموعد المعلن؛ ولكل جولة موعدها.`}
          zone={zone}
        />
        <MomentField
          {...form.field('results_at')}
          label={t`إعلان النتائج`}
          help={t`الموعد المعلن؛ والنشر قرار مستقل.`}
          zone={zone}
        />
      </div>
    </>
  );
}

export function LimitField({ form }: Props) {
  const { t } = useLingui();
  const nouns = useNouns();
  return (
    <>
      <NumberField
        {...form.field('max_entries_per_entrant')}
        label={t`أقصى عدد لمشاركات المشارك الواحد`}
        help={t`في الدورة كلها؛ اتركه فارغًا إن لم يكن له حد. ولكل ${nouns.one} حد أيضًا.`}
        minValue={1}
        maxValue={10_000}
      />
      <Checkbox
        isSelected={form.values.internal_sign_off}
        onChange={(internal_sign_off) => form.set({ internal_sign_off })}
        help={t`يوافق شخص ثانٍ من الجهة على المشاركة كما ستُقدَّم. ومن يشارك باسمه لا يُطلب منه ذلك.`}
      >
        {t`لا تُقدَّم مشاركة جهة إلا بموافقة داخلية منها`}
      </Checkbox>
    </>
  );
}

export function DigitsField({ form, isDisabled = false }: Props & { isDisabled?: boolean }) {
  const { t } = useLingui();
  return (
    <RadioGroup
      {...form.field('digits')}
      label={t`الأرقام في الصفحات العامة والوثائق العربية`}
      layout="row"
      isDisabled={isDisabled}
      options={[
        { id: 'latn', label: t`غربية`, description: '0123456789' },
        { id: 'arab', label: t`عربية مشرقية`, description: '٠١٢٣٤٥٦٧٨٩' },
      ]}
    />
  );
}

/** The public note of a change after the call opened. */
export function ChangeNote({
  values,
  errors,
  set,
}: {
  values: { change_ar: string; change_en: string };
  errors: Partial<Record<string, string>>;
  set: (change: { change_ar: string } | { change_en: string }) => void;
}) {
  const { t } = useLingui();
  return (
    <div className="tk-editions-note">
      <p className="tk-strong">{t`الدعوة معلنة: ما تغيّره الآن يظهر للعموم`}</p>
      <BilingualField
        label={t`ما تغيّر وسببه`}
        help={t`سطر يقرؤه المشاركون بتاريخه في صفحة الدورة.`}
        multiline
        ar={values.change_ar}
        en={values.change_en}
        onChange={(c) => set('ar' in c ? { change_ar: c.ar } : { change_en: c.en })}
        errorAr={errors.change_ar}
        errorEn={errors.change_en}
        isRequired="ar"
      />
    </div>
  );
}
