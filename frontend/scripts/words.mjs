// Helps translators: `node scripts/words.mjs missing` prints {"Arabic": ""} for every empty English text,
// `node scripts/words.mjs fill words.json` writes them back into the catalogues ("context|Arabic" where needed),
// `node scripts/words.mjs check` fails while one is missing, or one Arabic text has two English ones: whichever
// catalogue came last would win. Give texts of two meanings a context. It fails, too, where a straight quote stands
// before a brace: ICU would print the placeholder itself. Write “{name}”.
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const ENTRY = /(?:msgctxt "(.*)"\n)?msgid ((?:".*"\n)+)msgstr ((?:".*"(?:\n|$))+)/g;
const read = (quoted) => [...quoted.matchAll(/"(.*)"/g)].map((m) => JSON.parse(`"${m[1]}"`)).join('');
const [act, source] = process.argv.slice(2);
const given = act === 'fill' ? JSON.parse(readFileSync(source, 'utf8')) : {};
const missing = {};
const told = new Map();
const quoted = [];
for (const file of globSync('src/**/locales/en.po')) {
  const text = readFileSync(file, 'utf8');
  const next = text.replace(ENTRY, (all, context, id, value) => {
    const arabic = read(id);
    if (!arabic) return all;
    const key = context ? `${context}|${arabic}` : arabic;
    if (/'[{}]/.test(read(id) + read(value))) quoted.push(`${file}: ${read(value)}`);
    if (read(value)) {
      told.set(key, (told.get(key) ?? new Set()).add(read(value)));
      return all;
    }
    const english = given[key] ?? given[arabic];
    if (!english) {
      missing[key] = '';
      return all;
    }
    return `${all.slice(0, all.length - value.length)}${JSON.stringify(english)}\n`;
  });
  if (next !== text) writeFileSync(file, next);
}
process.stdout.write(`${JSON.stringify(missing, null, 1)}\n`);
const twice = Object.fromEntries(
  [...told].filter(([, english]) => english.size > 1).map(([key, all]) => [key, [...all]]),
);
if (act === 'check' && Object.keys(twice).length > 0) {
  process.stderr.write(`Two English texts for one Arabic:\n${JSON.stringify(twice, null, 1)}\n`);
  process.exit(1);
}
if (act === 'check' && quoted.length > 0) {
  process.stderr.write(`A straight quote before a brace:\n${quoted.join('\n')}\n`);
  process.exit(1);
}
if (act === 'check' && Object.keys(missing).length > 0) process.exit(1);
