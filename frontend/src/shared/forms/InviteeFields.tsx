// The name of somebody who is invited by e-mail, and the language to write to them in. The words are the feature's.
import { BilingualField } from '../ui/BilingualField';
import { RadioGroup } from '../ui/Choice';

interface Invitee {
  name_ar: string;
  name_en: string;
  language: 'ar' | 'en';
}
interface Props {
  form: { values: Invitee; errors: Partial<Record<string, string>>; set: (change: Partial<Invitee>) => void };
  words: { name: string; language: string };
}

export function InviteeFields({ form, words }: Props) {
  return (
    <>
      <BilingualField
        label={words.name}
        ar={form.values.name_ar}
        en={form.values.name_en}
        onChange={(c) => form.set('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
        errorAr={form.errors.name_ar}
        errorEn={form.errors.name_en}
      />
      <RadioGroup
        label={words.language}
        layout="row"
        options={[
          { id: 'ar', label: 'العربية' },
          { id: 'en', label: 'English' },
        ]}
        value={form.values.language}
        onChange={(language: 'ar' | 'en') => form.set({ language })}
        error={form.errors.language}
      />
    </>
  );
}
