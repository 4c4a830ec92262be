// Before it is published: an Arabic text without its English one stands, marked, on the English page.
import { useLingui } from '@lingui/react/macro';
import { Notice } from '../../../shared/ui/Notice';

export function WithoutEnglish({ ar, en }: { ar: string; en: string }) {
  const { t } = useLingui();
  if (ar.trim() === '' || en.trim() !== '') return null;
  return <Notice tone="warning">{t`بلا نص إنجليزي: تعرض الصفحة الإنجليزية النص العربي، وتذكر أنه بالعربية.`}</Notice>;
}
