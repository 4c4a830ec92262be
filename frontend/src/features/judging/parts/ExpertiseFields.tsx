// How well a juror knows what each category is about; a category of which nothing is said is left to the organiser.
import { useLingui } from '@lingui/react/macro';
import type { Form } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { FormSection } from '../../../shared/ui/Layout';
import { Select } from '../../../shared/ui/Select';
import type { ProfileValues } from '../model/juror';
import { expertiseLevels } from '../words';

const NONE = 'unsaid';

export function ExpertiseFields({
  form,
  categories,
}: {
  form: Form<ProfileValues>;
  categories: readonly { id: string; name_ar: string; name_en: string }[];
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { expertise } = form.values;
  const options = [
    { id: NONE, label: t`لم تُذكر` },
    ...expertiseLevels.map((words, level) => ({ id: String(level), label: i18n._(words) })),
  ];
  return (
    <FormSection title={t`الخبرة في المجالات`} help={t`تُراعى عند إسناد المشاركات. وما لم يُذكر لا يُحسب نقصًا.`}>
      <div className="tk-judging-expertise">
        {categories.map((one) => (
          <Select
            key={one.id}
            label={format.name(one)}
            options={options}
            value={String(expertise.find((said) => said.category_id === one.id)?.level ?? NONE)}
            onChange={(id) =>
              form.set({
                expertise: [
                  ...expertise.filter((said) => said.category_id !== one.id),
                  ...(id === NONE ? [] : [{ category_id: one.id, level: Number(id) }]),
                ],
              })
            }
          />
        ))}
      </div>
    </FormSection>
  );
}
