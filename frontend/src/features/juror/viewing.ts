// How a document is looked at: which files a page can show, zoom in steps, pages by number. Pure.
import { asciiDigits } from '../../shared/i18n/numbers';

export type Kind = 'pdf' | 'picture' | 'player';

/** What a browser draws by itself. */
const PICTURES = /^image\/(png|jpe?g|gif|webp|avif|bmp|svg\+xml)$/;

/** How a file is shown in the page; null where it is only downloaded. */
export function kindOf({ state, media_type }: { state: string; media_type: string }): Kind | null {
  if (state !== 'clean') return null;
  if (media_type === 'application/pdf') return 'pdf';
  if (PICTURES.test(media_type)) return 'picture';
  return /^(video|audio)\//.test(media_type) ? 'player' : null;
}

/** 1 is the width of the pane. */
export const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4] as const;
export function zoomed(zoom: number, by: 1 | -1): number {
  const at = ZOOMS.findIndex((one) => one >= zoom);
  return ZOOMS[Math.min(ZOOMS.length - 1, Math.max(0, at + by))] ?? 1;
}

export const withinPages = (page: number, pages: number): number => Math.min(Math.max(1, page), Math.max(1, pages));

/** The page that was typed, in any digits; null when it is none of this document. */
export function pageTyped(text: string, pages: number): number | null {
  const digits = asciiDigits(text).trim();
  if (!/^\d{1,6}$/.test(digits)) return null;
  const page = Number(digits);
  return page >= 1 && page <= pages ? page : null;
}

/** The page that stands at a line of the pane: the last that begins at or above it. */
export function pageAt(tops: readonly number[], line: number): number {
  const below = tops.findIndex((top) => top > line);
  return below === -1 ? Math.max(1, tops.length) : Math.max(1, below);
}

/** Canvas pixels for one CSS pixel: sharp, and never more in all than a tablet can hold. */
const MOST_PIXELS = 16_000_000;
export function sharpness(width: number, height: number, ratio: number): number {
  const wanted = Math.min(Math.max(1, ratio), 3);
  return Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
}
