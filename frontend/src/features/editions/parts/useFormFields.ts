// The questions of one kind in the forms of some categories, one of each code: what a rule may name.
import { useQueries } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { keyOf } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';

const FIELDS = '/api/v1/categories/{category_id}/fields';
export interface Named {
  code: string;
  kind: string;
  label: string;
}

export function useFormFields(categories: readonly string[]): Map<string, readonly Named[]> {
  const format = useFormat();
  const forms = useQueries({
    queries: categories.map((id) => ({
      queryKey: keyOf(FIELDS, { category_id: id }, null),
      queryFn: () => must(api.GET(FIELDS, { params: { path: { category_id: id } } })),
    })),
  });
  return new Map(
    forms.map((form, at) => [
      categories[at] ?? '',
      (form.data?.fields ?? []).map((one) => ({
        code: one.code,
        kind: one.kind,
        label: format.pick(one.label_ar, one.label_en),
      })),
    ]),
  );
}
