// The parts of an entry that are no fields of its form.
import { useLingui } from '@lingui/react/macro';

/** What a return may name beside the form; the server says which an entry has. */
export function useBeside(): { id: string; label: string }[] {
  const { t } = useLingui();
  return [
    { id: 'eligibility', label: t`أجوبة شروط الأهلية` },
    { id: 'co_owners', label: t`الجهات الشريكة وموافقتها` },
  ];
}

export function useFaces(): { id: string; label: string }[] {
  const { t } = useLingui();
  return [
    { id: 'title_ar', label: t`العنوان بالعربية` },
    { id: 'title_en', label: t`العنوان بالإنجليزية` },
    { id: 'summary_ar', label: t`نبذة بالعربية` },
    { id: 'summary_en', label: t`نبذة بالإنجليزية` },
  ];
}
