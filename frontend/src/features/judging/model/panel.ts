// A panel as the form edits it, and what deserves a warning in its composition.
import type { components } from '../../../shared/api/schema';

export type Panel = components['schemas']['StaffPanel'];
export type PanelIn = components['schemas']['PanelIn'];
type Juror = components['schemas']['StaffJuror'];

export interface PanelValues {
  name_ar: string;
  name_en: string;
  chair_id: string | null;
  juror_ids: string[];
  category_ids: string[];
}

export const blankPanel = (round: { name_ar: string; name_en: string }): PanelValues => ({
  name_ar: `لجنة ${round.name_ar}`,
  name_en: round.name_en ? `${round.name_en} panel` : '',
  chair_id: null,
  juror_ids: [],
  category_ids: [],
});

export const valuesOfPanel = (panel: Panel): PanelValues => ({
  name_ar: panel.name_ar,
  name_en: panel.name_en,
  chair_id: panel.chair_id,
  juror_ids: panel.members.map((member) => member.juror_id),
  category_ids: panel.category_ids,
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
