import { describe, expect, it } from 'vitest';
import { nextLevel } from './category';
import { contrastOnWhite } from './colour';
import { leftUntil } from './countdown';
import { blankEdition, changesCall, datesOutOfOrder } from './edition';
import { newField, wireField } from './fields';
import { isSlug, slugOf } from './slug';

describe('an edition', () => {
  const values = { ...blankEdition('p'), opens_at: '2026-03-01T09:00:00Z', closes_at: '2026-04-01T20:59:00Z' };
  it('has dates that follow one another, gaps left out', () => {
    expect(datesOutOfOrder(values)).toEqual([]);
    expect(datesOutOfOrder({ ...values, closes_at: values.opens_at })).toEqual([['closes_at', 'opens_at']]);
    expect(datesOutOfOrder({ ...values, results_at: '2026-02-01T09:00:00Z' })).toEqual([['results_at', 'closes_at']]);
  });
  it('changes its call by what the public reads, not by how a moment is written', () => {
    expect(changesCall(values, { ...values, opens_at: '2026-03-01T09:00:00.000Z' })).toBe(false);
    expect(changesCall(values, { ...values, opens_at: null })).toBe(true);
    expect(changesCall(values, { ...values, quorum: 3, tiebreaks: ['median', 'shared'], digits: 'arab' })).toBe(false);
    expect(changesCall(values, { ...values, rules_en: 'New' })).toBe(true);
  });
});

describe('a field', () => {
  it('sends only what its kind knows, and keeps the rest here', () => {
    const field = { ...newField('choice', []), kind: 'number' as const, minimum: '٢٫٥', maximum: '' };
    expect(wireField(field)).toMatchObject({ choices: [], minimum: '2.5', maximum: null, word_limit: null });
    expect(field.choices.length).toBe(2);
    expect(wireField({ ...field, kind: 'choice' }).choices?.map((one) => one.code)).toEqual(['o1', 'o2']);
  });
  it('takes the first free code', () => {
    expect(newField('date', [newField('date', []), { ...newField('date', []), code: 'f3' }]).code).toBe('f2');
  });
});

describe('small things', () => {
  it.each([
    ['Injaz Award, 2nd edition!', 'injaz-award-2nd-edition'],
    ['  Café  Été ', 'cafe-ete'],
    ["The Agency's own", 'the-agencys-own'],
    ['جائزة', ''],
    [`${'a'.repeat(59)} b`, 'a'.repeat(59)],
  ])('%s has the address %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
    expect(slug === '' || isSlug(slug)).toBe(true);
  });
  it('the next level stands after the last', () => {
    expect(nextLevel([]).from_rank).toBe(1);
    expect(nextLevel([{ ...nextLevel([]), to_rank: 3 }]).from_rank).toBe(4);
  });
  it('a moment that has come is over, to the second', () => {
    expect(leftUntil(1000, 1000).over).toBe(true);
    expect(leftUntil(90_061_001, 0)).toEqual({ over: false, days: 1, hours: 1, minutes: 1, seconds: 2 });
  });
  it('contrast is measured as the server does', () => {
    const hex = (...parts: number[]) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
    expect(contrastOnWhite(hex(27, 131, 84))?.toFixed(2)).toBe('4.75');
    expect(contrastOnWhite(hex(255, 255, 255))?.toFixed(2)).toBe('1.00');
    expect(contrastOnWhite('green')).toBeNull();
  });
});
