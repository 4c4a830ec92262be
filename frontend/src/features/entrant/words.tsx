// Words that several parts share.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Problem } from '../../shared/api/problem';
import { fieldProblemText, problemText } from '../../shared/api/problems';
import { useFormat } from '../../shared/i18n/react';
import type { Wrong } from './model/answers';
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
