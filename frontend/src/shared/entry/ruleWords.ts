// What a rule of eligibility asks and how an entry stands to it, in the reader's words; for entrants and staff.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { components } from '../api/schema';
import { isolate, isolateLtr } from '../i18n/bidi';
import type { Format } from '../i18n/react';
import type { Tone } from '../ui/Badge';

export type RuleState = components['schemas']['RuleStateOut'];
export type Outcome = RuleState['outcome'];
type Named = {
  name_ar: string;
  name_en: string;
  state: 'asked' | 'agreed' | 'declined';
  via?: 'members' | 'known' | 'outside' | 'unknown';
  email?: string;
  by?: string;
  at?: string | null;
};
type Labelled = { label_ar: string; label_en: string };

const outcomeWords: Record<Outcome, readonly [Tone, MessageDescriptor]> = {
  passes: ['success', msg`مستوفى`],
  fails: ['error', msg`غير مستوفى`],
  unknown: ['warning', msg`لم يتضح بعد`],
};

/** Met, not met, not yet clear; or nothing of the sort where the form does not ask about it. */
export const standing = (state: RuleState): readonly [Tone, MessageDescriptor] =>
  state.facts.why === 'not_asked' ? ['neutral', msg`لا ينطبق`] : outcomeWords[state.outcome];

const text = (value: unknown): string => (value == null ? '' : String(value));
const count = (value: unknown, format: Format): string => format.number(Number(value ?? 0));
/** A name or an answer inside our sentence: whatever letters it ends with, it moves none of its neighbours. */
const inserted = (format: Format, ar: string, en: string): string => {
  const found = format.pick(ar, en);
  return found && isolate(found);
};
const between = (format: Format): string => (format.reader.language === 'ar' ? '، ' : ', ');

/** What the rule asks, as a heading; of a rule alone `facts` are its options. */
export function ruleTitle(
  state: Pick<RuleState, 'kind' | 'label_ar' | 'label_en' | 'facts'>,
  format: Format,
): MessageDescriptor | string {
  const own = format.pick(state.label_ar, state.label_en);
  if (own) return own;
  const { facts } = state;
  switch (state.kind) {
    case 'months':
      return msg`مدة التشغيل بالأشهر: ${count(facts.months, format)} على الأقل`;
    case 'previous_winner':
      return facts.whose === 'entrant'
        ? msg`ألا يكون المشارك فائزًا هنا في الدورات السابقة (عددها ${count(facts.editions, format)})`
        : msg`ألا تكون فائزة هنا في الدورات السابقة (عددها ${count(facts.editions, format)})`;
    case 'attachments':
      return msg`مرفقات إلزامية`;
    case 'co_owners':
      return msg`موافقة الجهات الشريكة`;
    case 'edition_limit':
      return msg`حد المشاركات في الدورة: ${count(facts.limit, format)}`;
    case 'category_limit':
      return msg`حد المشاركات هنا: ${count(facts.limit, format)}`;
    default:
      return msg`سؤال أهلية`;
  }
}

function months(state: RuleState, format: Format): MessageDescriptor {
  const { facts } = state;
  const label = inserted(format, text(facts.label_ar), text(facts.label_en));
  const service = inserted(format, text(facts.service_ar), text(facts.service_en));
  switch (facts.why) {
    case 'no_day':
      return msg`لم يُكتب «${label}» بعد.`;
    case 'no_service':
      return msg`لم تُختر خدمة بعد.`;
    case 'no_launch':
      return msg`لا يذكر سجل الخدمات تاريخ إطلاق «${service}».`;
    case 'no_reference':
      return msg`لم يُحدَّد الموعد الذي تُحسب الأشهر حتى بلوغه.`;
    case 'not_asked':
      return msg`لا يسأل عنه نموذج هذه المشاركة.`;
  }
  const since = format.day(text(facts.since));
  const by = format.day(text(facts.by));
  const counted = count(facts.counted, format);
  const needed = count(facts.months, format);
  return service
    ? msg`أُطلقت «${service}» في ${since}. الأشهر الكاملة حتى ${by}: ${counted}، والمطلوب ${needed}.`
    : msg`«${label}»: ${since}. الأشهر الكاملة حتى ${by}: ${counted}، والمطلوب ${needed}.`;
}

const answered: Record<Named['state'], (name: string) => MessageDescriptor> = {
  asked: (name) => msg`لم تجب بعد: ${name}.`,
  agreed: (name) => msg`وافقت: ${name}.`,
  declined: (name) => msg`لم توافق: ${name}.`,
};

/** Through whom an agency was asked, who answered for it, and what their address is worth. */
function whoAnswered({ via, at, ...one }: Named, format: Format): MessageDescriptor[] {
  const by = isolate(one.by ?? '');
  const email = one.email && isolateLtr(one.email);
  const name = inserted(format, one.name_ar, one.name_en);
  const day = at ? format.day(at.slice(0, 10)) : '';
  if (via === 'members')
    return [
      day ? msg`أجاب عن «${name}» أحد مديريها في المنصة، ${by}، في ${day}.` : msg`سُئل مديرو «${name}» في المنصة.`,
    ];
  if (!email) return [];
  const asked = day ? msg`أجاب عن «${name}» ${by} عبر ${email} في ${day}.` : msg`سُئلت «${name}» عبر ${email}.`;
  switch (via) {
    case 'known':
      return [asked, msg`والعنوان من نطاقها المعروف.`];
    case 'outside':
      return [asked, msg`تنبيه: العنوان خارج نطاق «${name}» المعروف.`];
    default:
      return [asked, msg`تنبيه: «${name}» غير مسجّلة في المنصة، فلا يُعرف أن العنوان لها.`];
  }
}

/** What the outcome stands on: a sentence or more. */
export function ruleFacts(state: RuleState, format: Format): MessageDescriptor[] {
  const { facts } = state;
  switch (state.kind) {
    case 'question': {
      if (facts.why === 'not_answered') return [msg`لم يُجب عنه بعد.`];
      const answer = inserted(format, text(facts.answer_ar), text(facts.answer_en));
      return [msg`الجواب: ${answer}.`];
    }
    case 'months':
      return [months(state, format)];
    case 'previous_winner': {
      if (state.outcome === 'passes') return [msg`لا فوز منشورًا لها في تلك الدورات.`];
      const title = inserted(format, text(facts.title_ar), text(facts.title_en));
      const edition = inserted(format, text(facts.edition_ar), text(facts.edition_en));
      return [msg`فازت «${title}» في «${edition}».`];
    }
    case 'attachments': {
      const lacking = (facts.lacking ?? []) as Labelled[];
      if (lacking.length === 0) return [msg`أُرفق كل ما يلزم.`];
      const names = lacking.map((one) => inserted(format, one.label_ar, one.label_en)).join(between(format));
      return [msg`لم يُرفق: ${names}.`];
    }
    case 'co_owners': {
      const named = (facts.co_owners ?? []) as Named[];
      if (named.length === 0) return [msg`لم تُسمَّ جهة شريكة.`];
      const states = (['declined', 'asked', 'agreed'] as const).flatMap((wanted) => {
        const names = named
          .filter((one) => one.state === wanted)
          .map((one) => inserted(format, one.name_ar, one.name_en));
        return names.length > 0 ? [answered[wanted](names.join(between(format)))] : [];
      });
      return [...states, ...named.flatMap((one) => whoAnswered(one, format))];
    }
    default:
      return [msg`للمشارك ${count(facts.held, format)} من ${count(facts.limit, format)}.`];
  }
}
