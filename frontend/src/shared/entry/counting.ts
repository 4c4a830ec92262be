// Words and characters as a person counts them, and as the server does (app/kit/arabic.py): both pass
// tests/vectors/counting.json. White space and most punctuation separate words, Arabic punctuation too;
// tashkeel and tatweel do not, nor does what joins digits; an address is one word.
const DIGIT = '[0-9\u0660-\u0669\u06f0-\u06f9]';
const ADDRESS = /https?:\/\/[^\s،؛؟]+/giu;
const SEPARATORS = new RegExp(
  `[\\s\\u0085\\u001c-\\u001f\\u200b\\ufeff،؛؟۔!?;"«»“”„()\\[\\]{}<>…—|]|(?<!${DIGIT})[,:–]|[,:–](?!${DIGIT})`,
  'u',
);
const TATWEEL = /\u0640/g;

export const countWords = (text: string): number =>
  text
    .replace(ADDRESS, ' 1 ')
    .split(SEPARATORS)
    .filter((run) => /[\p{L}\p{N}]/u.test(run.replace(TATWEEL, ''))).length;

/** Marks on letters, tatweel and invisible characters are none. */
export const countCharacters = (text: string): number =>
  [...text.replace(/\r\n/g, '\n').normalize('NFC').trim()].filter((one) => !/[\p{Mn}\p{Me}\p{Cf}\u0640]/u.test(one))
    .length;
