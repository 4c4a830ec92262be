// Scales that people ask for again and again, ready to be taken.
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { type LevelDraft, type NodeDraft, newLevel } from './tree';

type Scale = Pick<NodeDraft, 'mode' | 'minimum' | 'maximum' | 'step' | 'levels'>;
interface ReadyScale {
  id: string;
  /** its words, or the highest of its points from zero */
  label: MessageDescriptor | number;
  make: () => Scale;
}

const points = (maximum: string): Scale => ({ mode: 'points', minimum: '0', maximum, step: '1', levels: [] });

/** Levels are content, so both languages are written here; they are the organiser's from then on. */
function named(words: readonly (readonly [string, string, string, string])[]): Scale {
  const levels: LevelDraft[] = words.map(([code, name_ar, name_en, at]) => ({
    ...newLevel([], at),
    code,
    name_ar,
    name_en,
  }));
  return { mode: 'levels', minimum: '', maximum: '', step: '', levels };
}

export const readyScales: readonly ReadyScale[] = [
  { id: '0-5', label: 5, make: () => points('5') },
  { id: '0-10', label: 10, make: () => points('10') },
  { id: '0-100', label: 100, make: () => points('100') },
  {
    id: 'yes-no',
    label: msg`نعم أو لا`,
    make: () =>
      named([
        ['yes', 'نعم', 'Yes', '1'],
        ['no', 'لا', 'No', '0'],
      ]),
  },
  {
    id: 'pass-fail',
    label: msg`مجتاز أو غير مجتاز`,
    make: () =>
      named([
        ['pass', 'مجتاز', 'Pass', '1'],
        ['fail', 'غير مجتاز', 'Fail', '0'],
      ]),
  },
  {
    id: 'maturity',
    label: msg`مستويات النضج الأربعة`,
    make: () =>
      named([
        ['informational', 'معلوماتية', 'Informational', '1'],
        ['interactive', 'تفاعلية', 'Interactive', '2'],
        ['transactional', 'إجرائية', 'Transactional', '3'],
        ['integrated', 'تكاملية', 'Integrated', '4'],
      ]),
  },
];
