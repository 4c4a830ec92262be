// The letters of an avatar.

/** Of «سارة العتيبي» «س ع»; of one name its first letter; nothing of nothing. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^ال(?=.{2})/u, ''))
    .filter((word) => /^\p{L}/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => [...(word ?? '')][0] ?? '');
  return letters.filter(Boolean).join(' ').toUpperCase();
}
