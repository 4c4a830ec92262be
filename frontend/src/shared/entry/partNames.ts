// What the parts of a person are called.
import { useLingui } from '@lingui/react/macro';
import type { Part } from './answers';

export function usePartNames(): Record<Part, string> {
  const { t } = useLingui();
  return { name: t`الاسم`, title: t`الصفة الوظيفية`, email: t`البريد الإلكتروني`, phone: t`الهاتف` };
}
