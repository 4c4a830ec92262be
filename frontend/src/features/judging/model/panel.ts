// A panel as the form edits it, and what deserves a warning in its composition.
import type { components } from '../../../shared/api/schema';
import type { Panel } from '../../../shared/judging/panels';

export type { Panel };
export type PanelIn = components['schemas']['PanelIn'];
type Juror = components['schemas']['StaffJuror'];
export type Rules = Required<components['schemas']['PanelComposition']>;

export interface PanelValues {
  name_ar: string;
  name_en: string;
  chair_id: string | null;
  juror_ids: string[];
  category_ids: string[];
  composition: Rules;
}

export const noRules: Rules = {
  international: 0,
  regional: 0,
  local: 0,
  language: 'ar',
  readers: 0,
  only_readers: false,
  per_employer: null,
};

export const rulesOf = (panel: Panel): Rules => ({ ...noRules, ...panel.composition });

/** The first panel is named after its round; the others by what they are for. */
export const blankPanel = (round: { name_ar: string; name_en: string }, isFirst: boolean): PanelValues => ({
  name_ar: isFirst ? `لجنة ${round.name_ar}` : '',
  name_en: isFirst && round.name_en ? `${round.name_en} panel` : '',
  chair_id: null,
  juror_ids: [],
  category_ids: [],
  composition: noRules,
});

export const valuesOfPanel = (panel: Panel): PanelValues => ({
  name_ar: panel.name_ar,
  name_en: panel.name_en,
  chair_id: panel.chair_id,
  juror_ids: panel.members.map((member) => member.juror_id),
  category_ids: panel.category_ids,
  composition: rulesOf(panel),
});

export type Origin = Juror['origin'];

export interface Composition {
  members: number;
  origins: Record<Origin, number>;
  /** chosen, and have not accepted yet */
  pending: number;
  /** chosen, and declined or were let go since */
  gone: number;
  /** accepted members are fewer than an entry needs */
  tooFew: boolean;
}

export function compositionOf(
  chosen: readonly string[],
  jurors: readonly Pick<Juror, 'id' | 'origin' | 'state'>[],
  perEntry: number,
): Composition {
  const set = new Set(chosen);
  const members = jurors.filter((juror) => set.has(juror.id));
  const origins: Record<Origin, number> = { international: 0, regional: 0, local: 0 };
  for (const juror of members) origins[juror.origin] += 1;
  const accepted = members.filter((juror) => juror.state === 'accepted').length;
  const pending = members.filter((juror) => juror.state === 'invited').length;
  return {
    members: members.length,
    origins,
    pending,
    gone: members.length - accepted - pending,
    tooFew: members.length > 0 && accepted < perEntry,
  };
}

type Person = Pick<Juror, 'id' | 'origin' | 'state' | 'languages' | 'employer_id' | 'employer_ar' | 'employer_en'>;

/** What the rules ask of every entry and these members cannot give; `of` is what there is. */
export type Lack =
  | { kind: Origin | 'readers'; needed: number; of: number }
  /** the least numbers of all origins together are more than an entry has jurors */
  | { kind: 'sum' | 'many_readers'; needed: number; of: number }
  /** so many of an entry's jurors can be had without breaking the bound on an employer */
  | { kind: 'employers'; needed: number; of: number }
  /** members who read nothing, for want of the language */
  | { kind: 'idle'; needed: 0; of: number };

export function lacksOf(rules: Rules, chosen: readonly string[], jurors: readonly Person[], perEntry: number): Lack[] {
  const set = new Set(chosen);
  const members = jurors.filter((one) => set.has(one.id) && ['invited', 'accepted'].includes(one.state));
  const reads = (one: Person) => one.languages.includes(rules.language);
  const serving = rules.only_readers ? members.filter(reads) : members;
  const found: Lack[] = [];
  const lack = (kind: Origin | 'readers' | 'employers', needed: number, of: number) => {
    if (needed > of) found.push({ kind, needed, of });
  };
  for (const origin of ['international', 'regional', 'local'] as const)
    lack(origin, rules[origin], serving.filter((one) => one.origin === origin).length);
  lack('readers', rules.readers, serving.filter(reads).length);
  const sum = rules.international + rules.regional + rules.local;
  if (sum > perEntry) found.push({ kind: 'sum', needed: sum, of: perEntry });
  if (rules.readers > perEntry) found.push({ kind: 'many_readers', needed: rules.readers, of: perEntry });
  if (rules.per_employer !== null) {
    const most = rules.per_employer;
    let groups: { marks: Set<string>; count: number }[] = [];
    for (const one of serving) {
      // One employer is known by the register or by either name; who names none shares none.
      const said = [one.employer_id, one.employer_ar, one.employer_en].map((mark) => mark?.trim().toLowerCase() ?? '');
      const own = said.some(Boolean) ? said.filter(Boolean) : [one.id];
      const met = groups.filter((group) => own.some((mark) => group.marks.has(mark)));
      const marks = new Set([...own, ...met.flatMap((group) => [...group.marks])]);
      const count = met.reduce((all, group) => all + group.count, 1);
      groups = [...groups.filter((group) => !met.includes(group)), { marks, count }];
    }
    if (serving.length >= perEntry)
      lack(
        'employers',
        perEntry,
        groups.reduce((all, group) => all + Math.min(group.count, most), 0),
      );
  }
  if (serving.length < members.length) found.push({ kind: 'idle', needed: 0, of: members.length - serving.length });
  return found;
}
