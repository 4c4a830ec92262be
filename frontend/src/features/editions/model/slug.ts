// A name in a URL, guessed from the English name until someone writes their own.
export const slugOf = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '');

export const isSlug = (text: string): boolean =>
  text.length >= 2 && text.length <= 60 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

export const isCode = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text);
