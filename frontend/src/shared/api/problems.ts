// A problem's code as a sentence in the reader's language. The server writes its refusals in that language
// (Accept-Language); here are those the server cannot write, and a feature's own wording (registerProblems).
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { currentReader, i18n } from '../i18n/i18n';
import type { Format } from '../i18n/react';
import { formatFor } from '../i18n/react';
import type { FieldProblem, Problem } from './problem';

type Facts = Record<string, unknown>;
type Sentence = (facts: Facts, format: Format) => MessageDescriptor;
export type Sentences = Record<string, Sentence>;

const sentences: Sentences = {
  network: () => msg`لا يوجد اتصال بالخادم. تحقّق من الشبكة ثم أعد المحاولة؛ ما كتبته باقٍ في هذه الصفحة.`,
  client: () => msg`حدث خطأ غير متوقع في هذه الصفحة. أعد تحميلها، وإن تكرّر فأبلغ مدير النظام.`,
  cookie_missing: () =>
    msg`قبل الخادم بياناتك، لكن المتصفح لم يحتفظ بالجلسة. افتح الصفحة عبر https أو عبر localhost، أو استخدم متصفحًا آخر.`,
};

const byStatus: Record<number, MessageDescriptor> = {
  400: msg`تعذّر فهم الطلب.`,
  401: msg`انتهت جلستك. سجّل الدخول للمتابعة؛ لن تفقد ما كتبته هنا.`,
  403: msg`ليست لديك صلاحية لهذا الإجراء.`,
  404: msg`غير موجود، أو لا يحق لك الاطّلاع عليه.`,
  409: msg`لا يمكن تنفيذ هذا الإجراء في الوضع الحالي.`,
  412: msg`غيّر شخص آخر هذه البيانات بعد أن فتحتها. قارن بين النسختين ثم احفظ.`,
  413: msg`الملف أكبر من المسموح به.`,
  422: msg`بعض الحقول تحتاج إلى تصحيح. راجع الملاحظات بجانب كل حقل.`,
  423: msg`هذا الإجراء مغلق الآن.`,
  428: msg`تعذّر الحفظ لأن نسخة البيانات غير معروفة. أعد تحميل الصفحة.`,
  429: msg`محاولات كثيرة. انتظر قليلًا ثم أعد المحاولة.`,
};
const unknown = msg`حدث خطأ في الخادم. أعد المحاولة بعد قليل؛ ما كتبته باقٍ في هذه الصفحة.`;

const fieldSentences: Sentences = {};

/** `registerProblems({ deadline_passed: (f, format) => msg`…` })` at the top of a feature's problems.ts. */
export function registerProblems(more: Sentences, fields: Sentences = {}): void {
  Object.assign(sentences, more);
  Object.assign(fieldSentences, fields);
}

export function problemText(problem: Problem): string {
  const known = sentences[problem.code];
  if (known) return i18n._(known(problem.facts, formatFor(currentReader())));
  // The server writes its refusals in the reader's language; a 5xx or a bare status says nothing useful.
  if (problem.sentence && problem.status >= 400 && problem.status < 500 && !problem.code.startsWith('status_'))
    return problem.sentence;
  return i18n._(byStatus[problem.status] ?? unknown);
}

export function fieldProblemText(error: FieldProblem): string {
  const known = fieldSentences[error.code] ?? sentences[error.code];
  if (known) return i18n._(known(error, formatFor(currentReader())));
  return error.message || i18n._(msg`القيمة غير صحيحة.`);
}

/** The sentence of a problem, kept right when the language changes. */
export function useProblem(problem: Problem | null | undefined): string | null {
  const { i18n: live } = useLingui();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sentence depends on the active language
  return useMemo(() => (problem ? problemText(problem) : null), [problem, live.locale]);
}
