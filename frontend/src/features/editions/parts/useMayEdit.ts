// Whether the reader organises this edition (or programme): the same question that the server asks.
import { useMe } from '../../../shared/me';

type Scoped = readonly [kind: string, id: string | null];

function useHolds(role: string, places: readonly Scoped[]): boolean {
  const me = useMe();
  return me.grants.some(
    (grant) =>
      grant.role === role && places.some(([kind, id]) => grant.scope_kind === kind && (grant.scope_id ?? null) === id),
  );
}

export const useOrganises = (edition: { id: string; programme_id: string } | undefined): boolean =>
  useHolds(
    'organiser',
    edition
      ? [
          ['edition', edition.id],
          ['programme', edition.programme_id],
          ['instance', null],
        ]
      : [],
  );

/** Programmes are also the administrator's; their editions are not. */
export function useOrganisesProgramme(programmeId: string | null): { organiser: boolean; editor: boolean } {
  const organiser = useHolds('organiser', [
    ['instance', null],
    ...(programmeId ? [['programme', programmeId] as const] : []),
  ]);
  const admin = useHolds('admin', [['instance', null]]);
  return { organiser, editor: organiser || admin };
}
