/** The next submitted entry by number, round to the first: a screener's way through the pile. */
export function nextOf(rows: readonly { id: string; number: number }[], current: number): string | null {
  const others = rows.filter((row) => row.number !== current);
  return (others.find((row) => row.number > current) ?? others[0])?.id ?? null;
}
