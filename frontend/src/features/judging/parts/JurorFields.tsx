// A juror's profile as the organiser writes it: with the address, the origin and the agency they work for.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { Form } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { origins, originWords } from '../../../shared/judging/words';
import { RadioGroup } from '../../../shared/ui/Choice';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { TextField } from '../../../shared/ui/TextField';
import type { JurorValues } from '../model/juror';
import { ProfileFields } from './ProfileFields';

function Employer({ form }: { form: Form<JurorValues> }) {
  const { t } = useLingui();
  const format = useFormat();
  const [query, setQuery] = useState('');
  const found = useGet('/api/v1/organisations', { query: { size: 20, q: query, sort: 'name' } });
  const employed = form.values.employer_id;
  const linked = useGet('/api/v1/organisations/{organisation_id}', {
    path: { organisation_id: employed ?? '' },
    enabled: employed !== null,
  });
  const items = found.data?.items ?? [];
  // The register's name alone: a label that changed with what is searched would be typed by the field itself.
  const options = [
    ...(linked.data && !items.some((one) => one.id === employed)
      ? [{ id: linked.data.id, label: format.name(linked.data) }]
      : []),
    ...items.map((one) => ({ id: one.id, label: format.name(one) })),
  ];
  return (
    <ComboBox
      label={t`جهة العمل في سجل الجهات`}
      help={t`إن كانت جهة العمل مسجَّلة هنا لم تُسند مشاركاتها إلى من يعمل لديها.`}
      options={options}
      value={employed}
      onSearch={(typed) => setQuery((now) => (options.some((one) => one.label === typed) ? now : typed))}
      onChange={(id) => {
        const one = items.find((item) => item.id === id);
        form.set({
          employer_id: id,
          ...(one ? { employer_ar: one.name_ar, employer_en: one.name_en } : {}),
        });
      }}
      error={form.errors.employer_id}
    />
  );
}

interface Props {
  form: Form<JurorValues>;
  isEmailFixed: boolean;
  categories: readonly { id: string; name_ar: string; name_en: string }[];
}

export function JurorFields({ form, isEmailFixed, categories }: Props) {
  const { t, i18n } = useLingui();
  return (
    <ProfileFields
      form={form}
      categories={categories}
      contact={
        <TextField
          {...form.field('email')}
          type="email"
          label={t`البريد الإلكتروني`}
          help={isEmailFixed ? t`قُبلت الدعوة بهذا البريد، فلا يُغيَّر هنا.` : t`تُرسل إليه الدعوة.`}
          isRequired
          isDisabled={isEmailFixed}
        />
      }
      origin={
        <RadioGroup
          label={t`المنشأ`}
          layout="row"
          options={origins.map((id) => ({ id, label: i18n._(originWords[id][1]) }))}
          value={form.values.origin}
          onChange={(origin) => form.set({ origin })}
          error={form.errors.origin}
          isRequired
        />
      }
      employer={<Employer form={form} />}
    />
  );
}
