import { describe, expect, it } from 'vitest';
import { kindOf, pageAt, pageTyped, sharpness, withinPages, zoomed } from './viewing';

const clean = (media_type: string) => ({ state: 'clean', media_type });

describe('what a page can show', () => {
  it('shows what the browser and pdf.js can draw, and offers the rest as downloads', () => {
    expect(kindOf(clean('application/pdf'))).toBe('pdf');
    expect(kindOf(clean('image/png'))).toBe('picture');
    expect(kindOf(clean('image/tiff'))).toBeNull();
    expect(kindOf(clean('video/mp4'))).toBe('player');
    expect(kindOf(clean('audio/mpeg'))).toBe('player');
    expect(kindOf(clean('application/zip'))).toBeNull();
  });
  it('shows nothing that has not passed its check', () => {
    expect(kindOf({ state: 'quarantined', media_type: 'application/pdf' })).toBeNull();
    expect(kindOf({ state: 'rejected', media_type: 'image/png' })).toBeNull();
  });
});

describe('zoom', () => {
  it('goes in steps and stops at its ends', () => {
    expect(zoomed(1, 1)).toBe(1.25);
    expect(zoomed(1, -1)).toBe(0.75);
    expect(zoomed(0.5, -1)).toBe(0.5);
    expect(zoomed(4, 1)).toBe(4);
  });
});

describe('pages', () => {
  it('reads a page in Arabic and Latin digits, and only one that there is', () => {
    expect(pageTyped('٣', 12)).toBe(3);
    expect(pageTyped(' 12 ', 12)).toBe(12);
    expect(pageTyped('13', 12)).toBeNull();
    expect(pageTyped('0', 12)).toBeNull();
    expect(pageTyped('1.5', 12)).toBeNull();
    expect(pageTyped('', 12)).toBeNull();
  });
  it('stays within the document', () => {
    expect(withinPages(0, 5)).toBe(1);
    expect(withinPages(9, 5)).toBe(5);
    expect(withinPages(3, 0)).toBe(1);
  });
  it('names the page that stands at the line', () => {
    const tops = [0, 100, 200];
    expect(pageAt(tops, 0)).toBe(1);
    expect(pageAt(tops, 99)).toBe(1);
    expect(pageAt(tops, 100)).toBe(2);
    expect(pageAt(tops, 5000)).toBe(3);
    expect(pageAt([], 10)).toBe(1);
  });
});

describe('sharpness', () => {
  it('follows the screen until the canvas would be too large', () => {
    expect(sharpness(600, 800, 2)).toBe(2);
    expect(sharpness(600, 800, 0.5)).toBe(1);
    const ratio = sharpness(4000, 5600, 2);
    expect(4000 * ratio * 5600 * ratio).toBeLessThanOrEqual(16_000_001);
  });
});
