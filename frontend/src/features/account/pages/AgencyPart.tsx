// Which agency: one that is registered already (found by its folded name), or a new one.
import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, must } from '../../../shared/api/client';
import type { Form } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { RadioGroup } from '../../../shared/ui/Choice';
import { TextField } from '../../../shared/ui/TextField';
import type { Registration } from './RegisterPage';

const NEW = 'new';

/** Agencies with a like name, asked for when the typing rests. */
function useSimilar(name: string) {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(name.trim()), 400);
    return () => clearTimeout(timer);
  }, [name]);
  return useQuery({
    queryKey: ['/api/v1/organisations/similar', rested],
    queryFn: () => must(api.GET('/api/v1/organisations/similar', { params: { query: { name: rested } } })),
    enabled: rested.length >= 3,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function AgencyPart({ form }: { form: Form<Registration> }) {
  const { t } = useLingui();
  const format = useFormat();
  const { values, errors, set } = form;
  const { data: similar = [] } = useSimilar(values.agency_ar);
  return (
    <>
      <BilingualField
        label={t`اسم الجهة`}
        ar={values.agency_ar}
        en={values.agency_en}
        onChange={(c) => set({ ...('ar' in c ? { agency_ar: c.ar } : { agency_en: c.en }), join: null })}
        errorAr={errors.agency_ar ?? errors['organisation.name_ar']}
        errorEn={errors['organisation.name_en']}
        isRequired="ar"
      />
      {similar.length > 0 && values.agency_ar.trim().length >= 3 ? (
        <RadioGroup
          label={t`هل جهتك واحدة من هذه؟`}
          help={t`الانضمام إلى جهة مسجّلة ينتظر موافقة أهلها.`}
          value={values.join ?? NEW}
          onChange={(id) => set({ join: id === NEW ? null : id })}
          options={[
            ...similar.map((one) => ({ id: one.id, label: format.name(one), description: one.city })),
            { id: NEW, label: t`لا، جهتي غير مسجّلة` },
          ]}
        />
      ) : null}
      {values.join ? null : (
        <TextField {...form.field('city')} label={t`المدينة`} error={errors['organisation.city']} autoComplete="off" />
      )}
    </>
  );
}
