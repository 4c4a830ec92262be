// Something that follows many small acts is done once, when they have rested.

/** Calls `run` once, `rest` milliseconds after the last call. */
export function afterQuiet(run: () => void, rest: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(run, rest);
  };
}
