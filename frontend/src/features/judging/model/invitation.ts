// The answer to an invitation as its form holds it.
import type { components } from '../../../shared/api/schema';

export type Invitation = components['schemas']['Invitation'];
export type Possible = components['schemas']['PossibleConflict'];
export type Acceptance = components['schemas']['JuryAcceptance'];
type Kind = Possible['kind'];

export interface Word {
  confirmed: boolean | null;
  kind: Kind;
  note: string;
}

export interface Own {
  organisation_id: string | null;
  kind: Kind | null;
  note: string;
}

export interface AnswerValues {
  words: Record<string, Word>;
  own: Own[];
  load: number | null;
  load_reason: string;
  name: string;
  signed: boolean;
}

/** The word on a possible conflict, or none yet. */
export const wordOn = (values: AnswerValues, one: Possible): Word =>
  values.words[one.object_id] ?? { confirmed: null, kind: one.kind, note: '' };

/** What a declared row still lacks, by the name of its field: `own.0.kind`. A row without an agency is no row to drop. */
export const lacksOfOwn = (own: readonly Own[]): string[] =>
  own.flatMap((one, at) => [
    ...(one.organisation_id ? [] : [`own.${at}.organisation_id`]),
    ...(one.kind ? [] : [`own.${at}.kind`]),
    ...(one.kind === 'other' && !one.note.trim() ? [`own.${at}.note`] : []),
  ]);

/** With what the page showed as it was signed: what has changed since is not signed. */
export const wireAnswer = (
  values: AnswerValues,
  { possible, statement, load_asked }: Pick<Invitation, 'possible' | 'statement' | 'load_asked'>,
): Acceptance => ({
  accepted: true,
  name: values.name,
  statement,
  load_asked,
  load: values.load,
  load_reason: values.load_reason,
  answers: possible.map((one) => {
    const word = wordOn(values, one);
    return { object_id: one.object_id, confirmed: word.confirmed === true, kind: word.kind, note: word.note };
  }),
  own: values.own.flatMap((one) =>
    one.organisation_id && one.kind ? [{ organisation_id: one.organisation_id, kind: one.kind, note: one.note }] : [],
  ),
});
