// Which two jurors read the same entries, and how many.
export interface Link {
  from: string;
  to: string;
  shared: number;
}

export function sharedEntries(entries: readonly { seats: readonly { juror_id: string }[] }[]): Link[] {
  const links = new Map<string, Link>();
  for (const { seats } of entries) {
    const ids = seats.map((one) => one.juror_id).sort();
    ids.forEach((from, at) => {
      for (const to of ids.slice(at + 1)) {
        const key = `${from} ${to}`;
        const link = links.get(key) ?? { from, to, shared: 0 };
        link.shared += 1;
        links.set(key, link);
      }
    });
  }
  return [...links.values()];
}
