// What the devices of a life wrote in one evaluation, line by line, and what was knowingly written or chosen over what.
// Every word that was ever written must be the one that stands, or be under it: over it somebody wrote who saw it, or
// who was shown both and chose. '' is over what was given up with nothing in its place.
import type { Content } from './evaluation';

/** A content's lines that say something: each criterion, `comment`, `notes`. */
export type Lines = Record<string, string>;

export function linesOf({ scores, comment, notes }: Content): Lines {
  const marks = Object.entries(scores).map(([key, { points, level, na, comment, pins }]) => {
    const given = na ? 'na' : (points ?? level);
    return [key, [given, comment, ...pins.map((pin) => pin.field_id)].join(' ')];
  });
  return Object.fromEntries(
    [...marks, ['comment', comment], ['notes', notes]]
      .filter(([, said]) => said)
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
}

export class Ledger {
  /** by line and word: the words that it is over */
  over: Record<string, Record<string, string[]>> = {};
  /** what was on the screen whenever the juror submitted */
  submitted: Lines[] = [];

  put(line: string, word: string, over: string | undefined): void {
    this.over[line] ??= {};
    this.over[line][word] ??= [];
    if (over && over !== word) this.over[line][word].push(over);
  }

  /** The words that neither stand in one of these nor are under one that does. */
  lost(standing: readonly Lines[]): string[] {
    return Object.entries(this.over).flatMap(([line, words]) => {
      const found = new Set<string>();
      const open = ['', ...standing.flatMap((lines) => lines[line] ?? [])];
      for (let word = open.pop(); word !== undefined; word = open.pop()) {
        if (found.has(word)) continue;
        found.add(word);
        open.push(...(words[word] ?? []));
      }
      return Object.keys(words)
        .filter((word) => !found.has(word))
        .map((word) => `${line}: ${word}`);
    });
  }
}
