// Words that several parts share.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Problem } from '../../shared/api/problem';
import { fieldProblemText, problemText } from '../../shared/api/problems';
import { useFormat } from '../../shared/i18n/react';
import type { FormField, Wrong } from './model/answers';
import { DEFAULT_BYTES, insideLimits, kindsOf } from './model/files';
import './problems';

export interface Why {
  code: string;
  facts: Record<string, unknown>;
}

/** Why an act is refused now. Instants are shown on the edition's wall clock. */
export function useWhy(zone?: string): (why: Why) => string {
  const { t } = useLingui();
  const format = useFormat();
  return ({ code, facts }) => {
    if (code === 'deadline_passed' && facts.closes_at) {
      const when = format.when(String(facts.closes_at), zone);
      return t`انتهى الموعد: ${when}. إن احتجتم إلى تمديد فراسلوا المنظّم، وما كُتب محفوظ.`;
    }
    if (code === 'call_not_open' && facts.opens_at) {
      const when = format.when(String(facts.opens_at), zone);
      return t`يُفتح باب المشاركة في ${when}.`;
    }
    return problemText(new Problem(409, code, facts));
  };
}

/** What a file field takes, in words, before anything is sent. */
export function useFileRules(field: FormField): string {
  const { t } = useLingui();
  const format = useFormat();
  const kinds = kindsOf(field).join(format.reader.language === 'ar' ? '، ' : ', ');
  const size = format.bytes(field.max_bytes ?? DEFAULT_BYTES);
  const most = format.number(field.max_files);
  const inside = insideLimits(field);
  const pages = format.number(inside.pages ?? 0);
  const minutes = format.number(inside.minutes ?? 0);
  const rules = [
    t`الأنواع: ${kinds}.`,
    t`حتى ${size} لكل ملف.`,
    field.max_files > 1 ? t`عدد الملفات: ${most} على الأكثر.` : '',
    inside.pages ? t`صفحات ملف PDF: ${pages} على الأكثر.` : '',
    inside.minutes ? t`مدة التسجيل بالدقائق: ${minutes} على الأكثر.` : '',
  ];
  return rules.filter(Boolean).join(' ');
}

/** A field's own check in words. */
export const wrongText = (wrong: Wrong): string =>
  fieldProblemText({ loc: [], code: wrong.code, message: '', ...wrong.facts });

/** What an unsaved or refused answer says, when the server refused the value itself. */
export function refusedText(problem: Problem): string {
  const [first] = problem.errors;
  return first ? fieldProblemText(first) : problemText(problem);
}

export const faceWords = {
  title_ar: msg`عنوان المشاركة بالعربية`,
  title_en: msg`عنوان المشاركة بالإنجليزية`,
  summary_ar: msg`نبذة بالعربية`,
  summary_en: msg`نبذة بالإنجليزية`,
} as const;
