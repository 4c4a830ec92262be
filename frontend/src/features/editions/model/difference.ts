// How another person's version of a list differs from mine.
export interface Difference<T> {
  added: T[];
  removed: T[];
  changed: T[];
  /** what both have stands in another order (or, in a tree, at another depth) */
  moved: boolean;
}

export function difference<T extends { id: string }>(
  mine: readonly T[],
  theirs: readonly T[],
  depthOf: (item: T) => number = () => 0,
): Difference<T> {
  const own = new Map(mine.map((item) => [item.id, item]));
  const other = new Map(theirs.map((item) => [item.id, item]));
  const content = (item: T | undefined): string => JSON.stringify({ ...item, depth: 0 });
  const shape = (list: readonly T[], kept: Map<string, T>): string =>
    list
      .filter((item) => kept.has(item.id))
      .map((item) => `${item.id}/${depthOf(item)}`)
      .join();
  return {
    added: theirs.filter((item) => !own.has(item.id)),
    removed: mine.filter((item) => !other.has(item.id)),
    changed: theirs.filter((item) => own.has(item.id) && content(own.get(item.id)) !== content(item)),
    moved: shape(mine, other) !== shape(theirs, own),
  };
}
