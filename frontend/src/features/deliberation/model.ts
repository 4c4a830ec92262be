// Shapes of the meetings as the API writes them, and what the pages derive from them.
import { api } from '../../shared/api/client';
import { type Answer, refreshPaths } from '../../shared/api/query';

export type Meeting = Answer<'/api/v1/meetings/{meeting_id}'>;
export type Item = Meeting['items'][number];
export type Member = Meeting['members'][number];
export type Agreed = NonNullable<Item['consensus']>;
export type Vote = NonNullable<Item['vote']>;
export type Entry = Answer<'/api/v1/meetings/{meeting_id}/entries/{entry_id}'>;
export type Sitting = Answer<'/api/v1/juror/meetings'>['items'][number];

type Decisions = Answer<'/api/v1/editions/{edition_id}/decisions'>;

/** What was decided in the end on an entry; null while nothing was. */
export function finalOf(decisions: Decisions | undefined, entryId: string) {
  const all = decisions?.categories.flatMap((one) => one.decisions) ?? [];
  return all.find((one) => one.entry?.id === entryId) ?? null;
}

export interface Group {
  out: readonly string[];
  items: Item[];
}

/** The agenda in runs of entries for which the same members leave. */
export function groupsOf(items: readonly Item[]): Group[] {
  const groups: Group[] = [];
  for (const item of items) {
    const last = groups.at(-1);
    if (last && last.out.join() === item.out.join()) last.items.push(item);
    else groups.push({ out: item.out, items: [item] });
  }
  return groups;
}

/** Of the members there: who leaves when the second is discussed after the first, and who may return. */
export function moves(members: readonly Member[], before: readonly string[], after: readonly string[]) {
  const there = members.filter((one) => one.present);
  return {
    leave: there.filter((one) => after.includes(one.juror_id) && !before.includes(one.juror_id)),
    back: there.filter((one) => before.includes(one.juror_id) && !after.includes(one.juror_id)),
  };
}

/** The agenda with one entry a place earlier or later. */
export function moved(items: readonly Item[], at: number, by: number): string[] {
  const order = items.map((one) => one.entry_id);
  const [one] = order.splice(at, 1);
  if (one !== undefined) order.splice(at + by, 0, one);
  return order;
}

export const readAgain = () =>
  refreshPaths('/api/v1/meetings/{meeting_id}', '/api/v1/meetings/{meeting_id}/entries/{entry_id}');

export async function take(meeting: Meeting, entry: string | null): Promise<void> {
  await api.PUT('/api/v1/meetings/{meeting_id}/current', {
    params: { path: { meeting_id: meeting.id } },
    body: { entry_id: entry },
  });
  await readAgain();
}
