// Whether a programme's colour can be read as text on white: the same measure as the server's (WCAG).
export const MIN_CONTRAST = 4.5;

export const isColour = (text: string): boolean => /^#[0-9a-f]{6}$/i.test(text);

/** Contrast on white, from 1 to 21; null when it is no colour. */
export function contrastOnWhite(colour: string): number | null {
  if (!isColour(colour)) return null;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

/** A colour of tokens.css, the only place that names any. */
export const tokenColour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const suggestedColours = [
  '--green-600',
  '--green-800',
  '--info-700',
  '--lavender-500',
  '--gold-800',
  '--error-700',
  '--gray-700',
] as const;
