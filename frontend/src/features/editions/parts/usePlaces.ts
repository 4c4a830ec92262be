// Errors come by their place in what was sent; rows may have moved since. Finds them by the row's id.
import { useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { brokenConditions, type FormDraft, itemsOf } from '../model/form';

type Errors = Partial<Record<string, string>>;

export interface Places {
  sent: (form: FormDraft) => void;
  /** what can be said before sending */
  check: (form: FormDraft) => Errors;
  errorOf: (errors: Errors, id: string, name: string) => string | undefined;
  wrongIn: (errors: Errors, id: string) => string | undefined;
}

export function usePlaces(): Places {
  const { t } = useLingui();
  const places = useRef(new Map<string, string>());
  const note = ({ sections, fields }: FormDraft): void => {
    places.current = new Map([
      ...sections.map((section, at) => [section.id, `sections.${at}`] as const),
      ...fields.map((field, at) => [field.id, `fields.${at}`] as const),
    ]);
  };
  return {
    sent: note,
    check: (form) => {
      note(form);
      const found: Record<string, string> = {};
      form.sections.forEach((section, at) => {
        if (!section.title_ar.trim()) found[`sections.${at}.title_ar`] = t`اكتب عنوان القسم بالعربية.`;
      });
      const broken = brokenConditions(form);
      form.fields.forEach((field, at) => {
        if (!field.label_ar.trim()) found[`fields.${at}.label_ar`] = t`اكتب السؤال بالعربية.`;
        if (field.kind === 'choice' || field.kind === 'multi_choice')
          field.choices.forEach((choice, place) => {
            if (!choice.name_ar.trim()) found[`fields.${at}.choices.${place}.name_ar`] = t`اكتب الخيار بالعربية.`;
          });
        if (field.kind === 'table') {
          field.options.columns.forEach((column, place) => {
            if (!column.name_ar.trim())
              found[`fields.${at}.options.columns.${place}.name_ar`] = t`اكتب اسم العمود بالعربية.`;
          });
          field.options.rows.forEach((row, place) => {
            if (!row.name_ar.trim()) found[`fields.${at}.options.rows.${place}.name_ar`] = t`اكتب اسم الصف بالعربية.`;
          });
        }
        const why = broken.get(field.id);
        if (why)
          found[`fields.${at}.visible_if.conditions.0.field_id`] =
            why === 'later'
              ? t`يعتمد الشرط على سؤال سابق فقط. انقل السؤال أو غيّر الشرط.`
              : t`اختر جوابًا يمكن أن يُجاب به السؤال السابق.`;
      });
      return found;
    },
    errorOf: (errors, id, name) => {
      const place = places.current.get(id);
      return place ? errors[`${place}.${name}`] : undefined;
    },
    wrongIn: (errors, id) => {
      const place = places.current.get(id);
      return place ? Object.entries(errors).find(([name]) => name.startsWith(`${place}.`))?.[1] : undefined;
    },
  };
}

export const inOrder = (form: FormDraft): FormDraft => ({
  ...form,
  fields: itemsOf(form).flatMap((item) => (item.type === 'field' ? [item.field] : [])),
});
