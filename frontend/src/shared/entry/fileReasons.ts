// Why a file did not pass its check, and what its sender does about it. The codes are those of app/kit/checks.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { i18n } from '../i18n/i18n';
import type { Format } from '../i18n/react';

type Facts = Record<string, unknown>;
type Reason = (facts: Facts, format: Format) => MessageDescriptor;
const number = (value: unknown, format: Format): string => format.number(Number(value));

export const REASONS: Record<string, Reason> = {
  file_damaged: () => msg`الملف تالف أو ناقص. افتحه على جهازك للتأكد، ثم احفظه من جديد وارفعه.`,
  file_empty: () => msg`الملف فارغ. اختر ملفًا آخر.`,
  file_mismatch: () => msg`محتوى الملف ليس من النوع الذي يقوله اسمه. احفظه من برنامجه بصيغته الصحيحة ثم ارفعه.`,
  image_too_large: (facts, format) =>
    msg`دقة الصورة أعلى من الحد بالميغابكسل (${number(facts.limit, format)}). صغّرها ثم ارفعها.`,
  too_many_frames: (facts, format) =>
    msg`إطارات الصورة المتحركة أكثر من ${number(facts.limit, format)}. قصّرها ثم ارفعها.`,
  pdf_encrypted: () => msg`ملف PDF محمي بكلمة سر أو بقيود. احفظ نسخة بلا حماية ثم ارفعها.`,
  too_many_pages: (facts, format) =>
    msg`عدد صفحات الملف ${number(facts.pages, format)}، والحد ${number(facts.limit, format)}. احذف ما زاد ثم ارفعه.`,
  pdf_too_complex: () => msg`في الملف عناصر أكثر من المسموح. صدّره من برنامجه من جديد، أو قسّمه.`,
  pdf_active: () => msg`في الملف أوامر تعمل وحدها تعذّر نزعها. اطبعه إلى PDF جديد ثم ارفعه.`,
  office_macros: () => msg`في الملف وحدات ماكرو أو أوامر تعمل وحدها. احفظه بلا ماكرو (docx أو xlsx أو pptx) ثم ارفعه.`,
  office_external: (facts) =>
    msg`يستدعي الملف شيئًا من خارجه (${String(facts.target)}). فكّ الارتباطات الخارجية أو ضمّن محتواها، ثم ارفعه.`,
  office_data_links: () =>
    msg`في الملف اتصال ببيانات خارجه أو ارتباط بمصنف آخر. احفظه بصيغة PDF، أو اقطع الاتصالات والارتباطات وأبقِ القيم وحدها، ثم ارفعه.`,
  office_unknown_part: (facts) =>
    msg`في الملف جزء لا نعرفه (${String(facts.name)}). احفظه بصيغة PDF، أو انسخ محتواه إلى ملف جديد، ثم ارفعه.`,
  office_embedded: (facts) =>
    msg`في داخل الملف ملف آخر لا يُقبل (${String(facts.name)}). احذفه أو أرفقه وحده، ثم ارفع الملف.`,
  office_encrypted: () => msg`الملف محمي بكلمة سر. احفظ نسخة بلا حماية ثم ارفعها.`,
  archive_bomb: () => msg`محتوى الملف بعد فكّه أكبر من المسموح. صغّر ما فيه من صور ثم ارفعه.`,
  media_too_long: (facts, format) =>
    msg`مدة التسجيل بالدقائق ${number(facts.minutes, format)}، والحد ${number(facts.limit, format)}. اختصره ثم ارفعه.`,
  media_length_unknown: () => msg`لا يذكر الملف مدته. احفظه من برنامج مونتاج بصيغة MP4 ثم ارفعه.`,
  text_unreadable: () => msg`الملف ليس نصًّا خالصًا بترميز UTF-8. احفظه من محرر نصوص بهذا الترميز ثم ارفعه.`,
  text_too_long: () => msg`الملف النصي أطول من المسموح. قسّمه ثم ارفعه.`,
  virus_found: (facts) =>
    msg`وجد فاحص الفيروسات في الملف برمجية ضارة (${String(facts.name)}). نظّف جهازك، ثم ارفع نسخة سليمة.`,
  check_failed: () => msg`تعذّر فحص هذا الملف. احفظه من برنامجه بصيغة أخرى مقبولة، ثم ارفعه.`,
};

export const reasonText = (code: string, facts: Facts, format: Format): string =>
  i18n._((REASONS[code] ?? (() => msg`لم يجتز الملف الفحص. احفظه بصيغة أخرى مقبولة، ثم ارفعه.`))(facts, format));
