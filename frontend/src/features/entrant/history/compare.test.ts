import { describe, expect, it } from 'vitest';
import { compare, hasChanged } from './compare';

const only = (before: string, after: string, is: 'added' | 'removed') =>
  compare(before, after)
    .filter((piece) => piece.is === is)
    .map((piece) => piece.text.trim())
    .filter(Boolean);

describe('two versions of a text', () => {
  it('says which Arabic words came and went, whole', () => {
    expect(only('خدمة التراخيص الرقمية', 'خدمة الرخص الرقمية للأفراد', 'removed')).toEqual(['التراخيص']);
    expect(only('خدمة التراخيص الرقمية', 'خدمة الرخص الرقمية للأفراد', 'added')).toEqual(['الرخص', 'للأفراد']);
  });
  it('gives both texts back', () => {
    const [before, after] = ['سطر أول\nسطر ثانٍ', 'سطر أول\n\nسطر ثالث'];
    const pieces = compare(before, after);
    const join = (without: string) =>
      pieces
        .filter((piece) => piece.is !== without)
        .map((piece) => piece.text)
        .join('');
    expect(join('added')).toBe(before);
    expect(join('removed')).toBe(after);
  });
  it('finds nothing between equal texts, and all from nothing', () => {
    expect(hasChanged(compare('نص', 'نص'))).toBe(false);
    expect(compare('', 'نص')).toEqual([{ text: 'نص', is: 'added' }]);
    expect(compare('', '')).toEqual([]);
  });
  it('does not compare what would hold the page up', () => {
    const long = 'كلمة '.repeat(3_000);
    expect(compare(long, `${long}أخرى`).map((piece) => piece.is)).toEqual(['removed', 'added']);
  });
});
