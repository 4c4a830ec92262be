import { describe, expect, it } from 'vitest';
import { diagnosisOf, type PlanIn, relax, type WayOut, wirePlan } from './goal';

const wish: PlanIn = {
  kind: 'spread',
  jurors_per_entry: 3,
  category_id: null,
  juror_ids: null,
  max_load: 10,
  lower_k: { a: 2 },
  families: [],
};

describe('relax', () => {
  it('raises the one bound to the largest that is needed', () => {
    const option: WayOut = {
      kind: 'raise_load_max',
      changes: [
        { id: 'x', amount: 2, to: 12 },
        { id: 'y', amount: 1, to: 27 },
      ],
    };
    expect(relax(wish, option)).toEqual({ ...wish, max_load: 27 });
  });

  it('lowers what named entries want and leaves the wish itself alone', () => {
    const option: WayOut = {
      kind: 'lower_k',
      changes: [
        { id: 'a', amount: 1, to: 1, number: 4 },
        { id: 'b', amount: 1, to: 2, number: 9 },
      ],
    };
    expect(relax(wish, option).lower_k).toEqual({ a: 1, b: 2 });
    expect(wish.lower_k).toEqual({ a: 2 });
  });

  it('lowers the number for all where the list of entries was cut', () => {
    const changes = Array.from({ length: 200 }, (_, at) => ({ id: `e${at}`, amount: 1, to: 2 }));
    expect(relax(wish, { kind: 'lower_k', changes })).toEqual({ ...wish, jurors_per_entry: 2 });
  });

  it('applies what must go with it', () => {
    const option: WayOut = {
      kind: 'raise_load_max',
      changes: [{ id: 'x', amount: 1, to: 11 }],
      also: [{ kind: 'lower_k', changes: [{ id: 'b', amount: 1, to: 2 }] }],
    };
    expect(relax(wish, option)).toEqual({ ...wish, max_load: 11, lower_k: { a: 2, b: 2 } });
  });
});

describe('wirePlan', () => {
  it('asks the whole panel where nobody was chosen, and bounds only a spread', () => {
    expect(wirePlan({ kind: 'category', jurors_per_entry: 3, category_id: 'c', juror_ids: [], max_load: 9 })).toEqual({
      kind: 'category',
      jurors_per_entry: 3,
      category_id: 'c',
      juror_ids: null,
      max_load: null,
      lower_k: {},
      families: [],
    });
  });
});

describe('diagnosisOf', () => {
  it('counts what is listed where no total is given', () => {
    const found = diagnosisOf({ needed: 552, available: 420, entries: [1, 2], options: [] });
    expect([found.needed, found.available, found.entriesTotal, found.jurors]).toEqual([552, 420, 2, []]);
  });
});
