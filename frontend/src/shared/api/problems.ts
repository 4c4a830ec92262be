// A problem's code as a sentence in the reader's language. Features add their own with registerProblems.
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
  not_found: () => msg`غير موجود، أو لا يحق لك الاطّلاع عليه.`,
  bad_credentials: () => msg`البريد الإلكتروني أو كلمة المرور غير صحيحة.`,
  stale: () => msg`غيّر شخص آخر هذه البيانات بعد أن فتحتها. قارن بين النسختين ثم احفظ.`,
  invalid: () => msg`بعض الحقول تحتاج إلى تصحيح. راجع الملاحظات بجانب كل حقل.`,
  cookie_missing: () =>
    msg`قبل الخادم بياناتك، لكن المتصفح لم يحتفظ بالجلسة. افتح الصفحة عبر https أو عبر localhost، أو استخدم متصفحًا آخر.`,
  too_many_attempts: (facts, format) => {
    const seconds = Number(facts.retry_after ?? 30);
    return msg`محاولات كثيرة. انتظر ${format.number(seconds)} ثانية ثم أعد المحاولة.`;
  },
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

const fieldSentences: Sentences = {
  missing: () => msg`هذا الحقل مطلوب.`,
  required: () => msg`هذا الحقل مطلوب.`,
  string_too_short: (facts, format) =>
    Number(facts.min_length ?? 1) <= 1
      ? msg`هذا الحقل مطلوب.`
      : msg`النص أقصر من المسموح: ${format.number(Number(facts.min_length))} حرفًا على الأقل.`,
  string_too_long: (facts, format) =>
    msg`النص أطول من المسموح: ${format.number(Number(facts.max_length ?? 0))} حرفًا على الأكثر.`,
  string_pattern_mismatch: () => msg`الصيغة غير صحيحة.`,
  int_parsing: () => msg`اكتب عددًا صحيحًا.`,
  decimal_parsing: () => msg`اكتب عددًا.`,
  greater_than_equal: (facts, format) => msg`أقل قيمة مسموحة ${format.number(Number(facts.ge ?? 0))}.`,
  less_than_equal: (facts, format) => msg`أكبر قيمة مسموحة ${format.number(Number(facts.le ?? 0))}.`,
  value_error: () => msg`القيمة غير صحيحة.`,
  datetime_parsing: () => msg`التاريخ غير صحيح.`,
  uuid_parsing: () => msg`اختر قيمة من القائمة.`,
  enum: () => msg`اختر قيمة من القائمة.`,
  email: () => msg`اكتب بريدًا إلكترونيًا صحيحًا، مثل name@example.org`,
  taken: () => msg`هذه القيمة مستخدمة من قبل.`,
};

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
  if (known) return i18n._(known({ ...(error.ctx as Facts | undefined), ...error }, formatFor(currentReader())));
  return error.message && !/^[\x20-\x7e]+$/.test(error.message) ? error.message : i18n._(msg`القيمة غير صحيحة.`);
}

/** The sentence of a problem, kept right when the language changes. */
export function useProblem(problem: Problem | null | undefined): string | null {
  const { i18n: live } = useLingui();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sentence depends on the active language
  return useMemo(() => (problem ? problemText(problem) : null), [problem, live.locale]);
}
