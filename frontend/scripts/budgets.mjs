// Measures dist/ against the budgets, in gzip bytes: everything a page loads before it can be used.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DIST = join(import.meta.dirname, '..', 'dist');
const manifest = JSON.parse(readFileSync(join(DIST, '.vite', 'manifest.json'), 'utf8'));
const KB = 1024;
const size = (file) => gzipSync(readFileSync(join(DIST, file)), { level: 9 }).length;

/** Every file that these manifest entries load at once, with their words. */
function load(entries) {
  const seen = new Set();
  const js = new Set();
  const css = new Set();
  const visit = (key) => {
    if (seen.has(key)) return;
    seen.add(key);
    const chunk = manifest[key];
    if (!chunk) throw new Error(`no ${key} in the build`);
    if (chunk.file.endsWith('.js')) js.add(chunk.file);
    for (const file of chunk.css ?? []) css.add(file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  for (const entry of entries) visit(entry);
  return { js: [...js].reduce((sum, f) => sum + size(f), 0), css: [...css].reduce((sum, f) => sum + size(f), 0) };
}

const has = (key) => key in manifest;
const base = ['index.html', 'src/locales/ar.po'];
const signIn = load([
  ...base,
  'src/app/PublicFrame.tsx',
  'src/features/account/pages/SignInPage.tsx',
  'src/features/account/locales/ar.po',
]);
const shell = load([
  ...base,
  'src/app/shell/Shell.tsx',
  'src/features/home/pages/HomePage.tsx',
  'src/features/home/locales/ar.po',
]);
const desk = [
  'src/features/juror/pages/DeskPage.tsx',
  'src/features/juror/locales/ar.po',
  'src/shared/entry/locales/ar.po',
].filter(has);
const juror = load([...base, 'src/app/shell/Shell.tsx', ...desk]);
// An Arabic page needs the Arabic files and the Latin ones (digits); woff2 is compressed already.
const fonts = Object.values(manifest)
  .flatMap((chunk) => chunk.assets ?? [])
  .concat(Object.values(manifest).map((chunk) => chunk.file))
  .filter((file) => /\/text-[\w-]+\.woff2$/.test(file));
const fontBytes = [...new Set(fonts)].reduce((sum, file) => sum + readFileSync(join(DIST, file)).length, 0);

const lines = [
  ['sign-in JS', signIn.js, 140],
  ['shell JS', shell.js, 140],
  [`juror route JS${desk.length > 0 ? '' : ' (no desk yet)'}`, juror.js, 200],
  ['sign-in CSS', signIn.css, 20],
  ['shell CSS', shell.css, 20],
  ['juror route CSS', juror.css, 20],
  ['fonts', fontBytes, 110],
];
let over = 0;
for (const [name, bytes, limit] of lines) {
  if (bytes > limit * KB) over += 1;
  process.stdout.write(`${bytes > limit * KB ? 'OVER' : 'ok  '} ${name}: ${(bytes / KB).toFixed(1)} KB of ${limit}\n`);
}
process.exit(over > 0 ? 1 : 0);
