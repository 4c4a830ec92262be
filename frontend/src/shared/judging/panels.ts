// The panels of a round, for the pages of judging and of assignments.
import type { components } from '../api/schema';

export type Panel = components['schemas']['StaffPanel'];

/** What a panel judges: what it names, or all that no other names. */
export function judgedBy(panel: Panel, panels: readonly Panel[], categories: readonly { id: string }[]): string[] {
  if (panel.category_ids.length > 0) return panel.category_ids;
  const named = new Set(panels.flatMap((one) => one.category_ids));
  return categories.map((one) => one.id).filter((id) => !named.has(id));
}
