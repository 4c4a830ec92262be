import { describe, expect, it } from 'vitest';
import { currentRound, lastMoment, weightOf } from '../../../shared/judging/rounds';
import { lacksOfOwn } from './invitation';
import { givenTo, leavesOf, voteIn } from './marks';
import { compositionOf, lacksOf, noRules } from './panel';
import { blankRound, type Round, stepOf } from './round';

const round = (change: Partial<Round>): Round => ({
  id: 'r',
  edition_id: 'e',
  number: 1,
  name_ar: 'الجولة الأولى',
  name_en: 'First round',
  instructions_ar: '',
  instructions_en: '',
  state: 'planned',
  opens_at: null,
  closes_at: '2026-03-10T12:00:00Z',
  grace_minutes: 30,
  jurors_per_entry: 3,
  mode: 'score',
  consensus: 'majority',
  passes: 0,
  independence: 'after_close',
  weight: 0,
  blind: false,
  hidden: [],
  bids_until: null,
  opened_at: null,
  closed_at: null,
  closing_hash: '',
  version: 1,
  ...change,
});
const at = (text: string): number => Date.parse(text);

describe('stepOf', () => {
  it('follows the phase, the state and the clock', () => {
    const before = at('2026-03-01T00:00:00Z');
    expect(stepOf(round({}), 'screening', before)).toBe('wait_phase');
    expect(stepOf(round({}), 'judging', before)).toBe('open');
    expect(stepOf(round({}), 'judging', at('2026-03-10T12:00:01Z'))).toBe('late');
    expect(stepOf(round({ state: 'closed' }), 'judging', before)).toBe('closed');
  });

  it('lets an open round be closed only after its grace', () => {
    const open = round({ state: 'open' });
    expect(lastMoment(open)).toBe(at('2026-03-10T12:30:00Z'));
    expect(stepOf(open, 'judging', at('2026-03-10T12:30:00Z'))).toBe('running');
    expect(stepOf(open, 'judging', at('2026-03-10T12:30:01Z'))).toBe('close');
  });
});

describe('weightOf', () => {
  it('is what the rulebook says: the last alone where no round has a weight', () => {
    const [first, second] = [round({ id: 'a' }), round({ id: 'b', number: 2 })];
    expect(weightOf([first, second], second)).toEqual({ weight: 1, of: 1 });
    expect(weightOf([first, second], first)).toEqual({ weight: 0, of: 1 });
    const weighed = [
      { ...first, weight: 1 },
      { ...second, weight: 3 },
    ] as const;
    expect(weighed.map((one) => weightOf(weighed, one))).toEqual([
      { weight: 1, of: 4 },
      { weight: 3, of: 4 },
    ]);
  });
});

describe('currentRound', () => {
  it('takes what is open, then what comes, then what was last', () => {
    const first = round({ id: 'a', state: 'closed' });
    const second = round({ id: 'b', number: 2, state: 'open' });
    const third = round({ id: 'c', number: 3 });
    expect(currentRound([first, second, third])?.id).toBe('b');
    expect(currentRound([first, third])?.id).toBe('c');
    expect(currentRound([first, { ...second, state: 'closed' }])?.id).toBe('b');
    expect(currentRound([])).toBeUndefined();
  });
});

it('names the next round', () => {
  expect(blankRound([round({})], null)).toMatchObject({
    number: 2,
    name_ar: 'الجولة الثانية',
    name_en: 'Second round',
  });
});

it('counts a panel and says when too few accepted', () => {
  const jurors = [
    { id: 'a', origin: 'international', state: 'accepted' },
    { id: 'b', origin: 'local', state: 'invited' },
    { id: 'c', origin: 'local', state: 'declined' },
    { id: 'd', origin: 'regional', state: 'accepted' },
  ] as const;
  expect(compositionOf(['a', 'b', 'c'], jurors, 2)).toEqual({
    members: 3,
    origins: { international: 1, regional: 0, local: 2 },
    pending: 1,
    gone: 1,
    tooFew: true,
  });
  expect(compositionOf(['a', 'd'], jurors, 2).tooFew).toBe(false);
  expect(compositionOf([], jurors, 2).tooFew).toBe(false);
});

describe('lacksOf', () => {
  const person = (id: string, change: object = {}) =>
    ({
      id,
      origin: 'local',
      state: 'accepted',
      languages: ['ar'],
      employer_id: null,
      employer_ar: '',
      employer_en: '',
      ...change,
    }) as never;
  const jurors = [
    person('a', { employer_ar: 'جامعة' }),
    person('b', { employer_id: 'registered', employer_ar: 'جامعة', origin: 'regional' }),
    person('c', { languages: ['en'], origin: 'international' }),
    person('d', { state: 'declined', origin: 'international' }),
  ];
  const all = ['a', 'b', 'c', 'd'];

  it('asks nothing without rules', () => expect(lacksOf(noRules, all, jurors, 3)).toEqual([]));
  it('counts origins among those who may read', () => {
    expect(lacksOf({ ...noRules, international: 1, local: 2 }, all, jurors, 3)).toEqual([
      { kind: 'local', needed: 2, of: 1 },
    ]);
    expect(lacksOf({ ...noRules, international: 1, only_readers: true }, all, jurors, 3)).toEqual([
      { kind: 'international', needed: 1, of: 0 },
      { kind: 'idle', needed: 0, of: 1 },
    ]);
  });
  it('knows what no entry can hold', () => {
    expect(lacksOf({ ...noRules, international: 1, local: 1, regional: 1, readers: 3 }, all, jurors, 2)).toEqual([
      { kind: 'readers', needed: 3, of: 2 },
      { kind: 'sum', needed: 3, of: 2 },
      { kind: 'many_readers', needed: 3, of: 2 },
    ]);
  });
  it('bounds an employer by its name where it is not registered', () => {
    expect(lacksOf({ ...noRules, per_employer: 1 }, all, jurors, 3)).toEqual([{ kind: 'employers', needed: 3, of: 2 }]);
    expect(lacksOf({ ...noRules, per_employer: 1 }, all, jurors, 2)).toEqual([]);
  });
});

describe('marks', () => {
  const leaf = (id: string, children: unknown[] = []) =>
    ({
      id,
      code: id,
      name_ar: id,
      name_en: id,
      children,
      levels: [{ id: 'l', code: 'high', name_ar: 'عالٍ', name_en: 'High', points: '4' }],
    }) as never;
  it('reads the leaves in order', () => {
    expect(leavesOf([leaf('a'), leaf('b', [leaf('b1'), leaf('b2')])]).map((one) => one.id)).toEqual(['a', 'b1', 'b2']);
  });
  it('knows a vote from marks of criteria', () => {
    const vote = { '7a55fa11-0000-5000-8000-000000000001': { level: 'fail', comment: 'late' } };
    expect(voteIn(vote)).toMatchObject({ level: 'fail', mark: { comment: 'late' } });
    expect([voteIn({ a: { level: 'pass' } }), voteIn({})]).toEqual([null, null]);
  });
  it('tells points, levels, claims and nothing apart: no score is not zero', () => {
    const a = leavesOf([leaf('a')])[0] as never;
    expect(givenTo(a, {})).toBeNull();
    expect(givenTo(a, { a: { points: null, level: null, na: false } })).toBeNull();
    expect(givenTo(a, { a: { points: '0' } })).toEqual({ points: '0' });
    expect(givenTo(a, { a: { level: 'high' } })?.level?.name_en).toBe('High');
    expect(givenTo(a, { a: { na: true } })).toEqual({ na: true });
  });
});

describe('lacksOfOwn', () => {
  it('lets no declared conflict be sent half filled, nor dropped', () => {
    expect(
      lacksOfOwn([
        { organisation_id: 'a', kind: 'family', note: '' },
        { organisation_id: 'a', kind: null, note: '' },
        { organisation_id: null, kind: 'other', note: ' ' },
      ]),
    ).toEqual(['own.1.kind', 'own.2.organisation_id', 'own.2.note']);
  });
});
