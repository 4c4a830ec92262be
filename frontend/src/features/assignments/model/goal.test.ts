import { describe, expect, it } from 'vitest';
import { diagnosisOf, relax, settle, settledAs, USUAL, type WayOut, type Wish, wirePlan } from './goal';
import { sharedEntries } from './shared';

const wish: Wish = {
  kind: 'spread',
  jurors_per_entry: 3,
  panel_id: null,
  category_id: null,
  juror_ids: null,
  max_load: 10,
  min_load: 0,
  lower_k: { a: 2 },
  lower_min_load: {},
  lower_minimum: [],
  pins: [],
  forbids: [],
  weights: USUAL,
  most_per_entry: null,
};

/** A way out as the server words it, with every change named. */
const way = (option: Pick<WayOut, 'kind' | 'changes'> & Partial<WayOut>): WayOut => ({
  to: option.changes[0]?.to ?? 0,
  least: option.changes[0]?.least ?? 0,
  total: option.changes.length,
  units: option.changes.reduce((all, one) => all + one.amount, 0),
  ...option,
});

describe('relax', () => {
  it('raises the one bound to the largest that is needed', () => {
    const option = way({
      kind: 'raise_load_max',
      to: 31,
      total: 300,
      changes: [
        { id: 'x', amount: 2, to: 12 },
        { id: 'y', amount: 1, to: 27 },
      ],
    });
    expect(relax(wish, option)).toEqual({ ...wish, max_load: 31 });
  });

  it('lowers what named entries want and leaves the wish itself alone', () => {
    const option = way({
      kind: 'lower_k',
      changes: [
        { id: 'a', amount: 1, to: 1, number: 4 },
        { id: 'b', amount: 1, to: 2, number: 9 },
      ],
    });
    expect(relax(wish, option).lower_k).toEqual({ a: 1, b: 2 });
    expect(wish.lower_k).toEqual({ a: 2 });
  });

  it('serves those too who are not named where the list was cut', () => {
    const changes = Array.from({ length: 200 }, (_, at) => ({ id: `e${at}`, amount: 1, to: 2 }));
    const cut = { to: 1, total: 300, changes };
    expect(relax(wish, way({ kind: 'lower_k', ...cut }))).toEqual({ ...wish, jurors_per_entry: 1 });
    const every: Wish = { ...wish, kind: 'category' };
    expect(relax(every, way({ kind: 'lower_k', ...cut }))).toEqual({ ...every, most_per_entry: 1 });
    expect(relax(wish, way({ kind: 'lower_load_min', ...cut }))).toEqual({ ...wish, min_load: 1 });
  });

  it('applies what must go with it', () => {
    const option = way({
      kind: 'raise_load_max',
      changes: [{ id: 'x', amount: 1, to: 11 }],
      also: [way({ kind: 'lower_k', changes: [{ id: 'b', amount: 1, to: 2 }] })],
    });
    expect(relax(wish, option)).toEqual({ ...wish, max_load: 11, lower_k: { a: 2, b: 2 } });
  });
});

describe('relax, of people', () => {
  it('lowers what these jurors read at least', () => {
    const option = way({ kind: 'lower_load_min', changes: [{ id: 'x', amount: 1, to: 0 }] });
    expect(relax(wish, option).lower_min_load).toEqual({ x: 0 });
  });

  it('lowers the least number of a group where it is needed', () => {
    const changes = [{ id: 'a', number: 4, amount: 1, to: 0, least: 0 }];
    expect(relax(wish, way({ kind: 'lower_minimum', group: 'local', changes })).lower_minimum).toEqual([
      { group: 'local', to: 0, entry_ids: ['a'] },
    ]);
  });

  it('leaves the seats of who is yet to be invited empty', () => {
    const changes = [{ id: 'b', number: 4, amount: 1, to: 2, least: 0 }];
    const next = relax(wish, way({ kind: 'invite', group: 'international', changes }));
    expect([next.lower_k, next.lower_minimum]).toEqual([
      { a: 2, b: 2 },
      [{ group: 'international', to: 0, entry_ids: ['b'] }],
    ]);
  });
});

it('fixes and forbids a pair, one or the other', () => {
  const pair = { entry_id: 'e', juror_id: 'j' };
  const pinned = settle(wish, pair, 'pin');
  const forbidden = settle(pinned, pair, 'forbid');
  expect([pinned, forbidden, settle(forbidden, pair, 'free')].map((one) => settledAs(one, pair))).toEqual([
    'pin',
    'forbid',
    'free',
  ]);
  expect(forbidden.pins).toEqual([]);
});

describe('wirePlan', () => {
  it('asks the whole panel where nobody was chosen, and bounds only a spread', () => {
    expect(
      wirePlan({
        kind: 'category',
        jurors_per_entry: 3,
        panel_id: 'p',
        category_id: 'c',
        juror_ids: [],
        min_load: 2,
        max_load: 9,
        weights: USUAL,
      }),
    ).toEqual({
      kind: 'category',
      jurors_per_entry: 3,
      panel_id: 'p',
      category_id: 'c',
      juror_ids: null,
      min_load: 0,
      max_load: null,
      lower_k: {},
      lower_min_load: {},
      lower_minimum: [],
      pins: [],
      forbids: [],
      weights: USUAL,
      most_per_entry: null,
    });
  });
});

describe('diagnosisOf', () => {
  it('counts what is listed where no total is given', () => {
    const found = diagnosisOf({ needed: 552, available: 420, entries: [1, 2], options: [] });
    expect([found.needed, found.available, found.entriesTotal, found.jurors]).toEqual([552, 420, 2, []]);
  });
});

it('counts what two jurors read together', () => {
  const seats = (...ids: string[]) => ({ seats: ids.map((juror_id) => ({ juror_id })) });
  expect(sharedEntries([seats('b', 'a'), seats('a', 'b', 'c')])).toEqual([
    { from: 'a', to: 'b', shared: 2 },
    { from: 'a', to: 'c', shared: 1 },
    { from: 'b', to: 'c', shared: 1 },
  ]);
});
