import { expect, test } from 'vitest';
import { changedParts, lastCorrection } from './corrected';
import type { Decision } from './desk';

const part = (id: string, before: unknown) => ({ part: id, note: '', before });
const returned = (more: Partial<Decision> = {}) =>
  ({ decision: 'returned', answered_at: '2026-11-01T08:00:00Z', parts: null, ...more }) as Decision;

test('what came back corrected is known by its newest answered return', () => {
  const newer = returned({ answered_at: '2026-11-02T08:00:00Z' });
  expect(lastCorrection('submitted', [returned(), newer, returned({ answered_at: null })])).toBe(newer);
  expect(lastCorrection('eligible', [newer])).toBeNull();
  expect(lastCorrection('submitted', [returned({ answered_at: null })])).toBeNull();
});

test('changed parts are counted where all of them can be compared', () => {
  const entry = {
    title_ar: 'جديد',
    fields: [
      { id: 'a', kind: 'short_text' },
      { id: 'f', kind: 'file' },
    ],
    answers: [{ field_id: 'a', value: 'كما كان' }],
  } as unknown as Parameters<typeof changedParts>[1];
  expect(changedParts(returned({ parts: [part('title_ar', 'قديم'), part('a', 'كما كان')] }), entry)).toBe(1);
  expect(changedParts(returned({ parts: [part('a', null), part('f', null)] }), entry)).toBeNull();
  expect(changedParts(returned(), entry)).toBeNull();
});
