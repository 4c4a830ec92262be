// What is wrong with an answer, in words: where it is written, and in the builder's preview.
import { msg } from '@lingui/core/macro';
import { registerProblems } from '../api/problems';
import type { Format } from '../i18n/react';

const typed = (value: unknown, format: Format): string => format.number(Number(value), { maximumFractionDigits: 20 });
const limit = (facts: Record<string, unknown>): number => Number(facts.limit);

registerProblems(
  {
    field_frozen: () => msg`ثُبّت جواب هذا السؤال، فلا يتغير.`,
    field_retired: () => msg`لم يعد هذا السؤال مطلوبًا. إجابتك السابقة محفوظة.`,
  },
  {
    too_many_characters: (facts, format) =>
      msg`النص أطول من الحد: عدد حروفه ${format.number(Number(facts.count))}، والحد ${format.number(limit(facts))}.`,
    out_of_range: (facts, format) =>
      facts.minimum !== null && facts.maximum !== null
        ? msg`اكتب رقمًا من ${typed(facts.minimum, format)} إلى ${typed(facts.maximum, format)}.`
        : facts.minimum !== null
          ? msg`اكتب رقمًا لا يقل عن ${typed(facts.minimum, format)}.`
          : msg`اكتب رقمًا لا يزيد على ${typed(facts.maximum, format)}.`,
    too_many_rows: (facts, format) => msg`عدد الصفوف الأعلى ${format.number(limit(facts))}.`,
    too_many_items: (facts, format) => msg`العدد الأعلى هنا ${format.number(limit(facts))}.`,
    bad_email: () => msg`اكتب بريدًا صحيحًا، مثل name@example.org.`,
    bad_phone: () => msg`اكتب رقم هاتف برمز الدولة، بالأرقام وحدها.`,
    not_a_service: () => msg`اختر خدمة من سجل خدمات جهتكم.`,
  },
);
