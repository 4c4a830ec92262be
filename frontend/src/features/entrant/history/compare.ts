// Two versions of a text, word by word.
import { diffArrays } from 'diff';

export interface Piece {
  text: string;
  is: 'same' | 'added' | 'removed';
}

/** Words with the space around them: what a person reads as one step. */
const words = (text: string): string[] => text.split(/(\s+)/u).filter((part) => part !== '');
/** Beyond this, two texts are shown one after the other: comparing them would hold the page up. */
const MOST = 4_000;

/** The pieces of both texts in order; a change reads as what went, then what came. */
export function compare(before: string, after: string): Piece[] {
  const [old, now] = [words(before), words(after)];
  if (old.length + now.length > MOST) {
    const whole: Piece[] = [
      { text: before, is: 'removed' },
      { text: after, is: 'added' },
    ];
    return whole.filter((piece) => piece.text);
  }
  return diffArrays(old, now).map((part) => ({
    text: part.value.join(''),
    is: part.added ? 'added' : part.removed ? 'removed' : 'same',
  }));
}

export const hasChanged = (pieces: readonly Piece[]): boolean => pieces.some((piece) => piece.is !== 'same');
