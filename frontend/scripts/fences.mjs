// The rules of frontend/README.md that no linter knows. Prints every breach, fails if there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const SRC = join(import.meta.dirname, '..', 'src');
const files = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(tsx?|css)$/.test(entry.name))
  .map((entry) => relative(SRC, join(entry.parentPath, entry.name)));

const breaches = [];
const breach = (file, line, what) => breaches.push(`src/${file}${line ? `:${line}` : ''} ${what}`);

for (const file of files) {
  if (file === 'shared/api/schema.d.ts') continue;
  const text = readFileSync(join(SRC, file), 'utf8');
  const lines = text.split('\n');
  const test = /\.test\.tsx?$/.test(file);
  const code = /\.tsx?$/.test(file);
  const feature = /^features\/([^/]+)\//.exec(file)?.[1];
  if (lines.length > 251) breach(file, 0, `has ${lines.length - 1} lines; at most 250: split it by noun`);
  lines.forEach((line, index) => {
    const at = index + 1;
    if (code) {
      const from = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/.exec(line)?.[1];
      if (from?.startsWith('.')) {
        const target = join(file, '..', from);
        const other = /^features\/([^/]+)/.exec(target)?.[1];
        if (feature && !(other === feature || target.startsWith('shared/') || target.startsWith('offline/')))
          breach(file, at, `a feature imports only shared and offline, not ${target}`);
        if (file.startsWith('shared/') && !target.startsWith('shared/')) breach(file, at, `shared imports ${target}`);
        if (file.startsWith('offline/') && !/^(offline|shared)\//.test(target))
          breach(file, at, `offline imports ${target}`);
      }
      if (from === 'react' && file.startsWith('offline/')) breach(file, at, 'no React in offline');
      if (from?.startsWith('react-aria-components') && !file.startsWith('shared/ui/'))
        breach(file, at, 'only shared/ui imports react-aria-components');
      if (from?.startsWith('@fontsource') || from === 'react-aria-components')
        breach(file, at, 'import the one file you need');
      if (/dangerouslySetInnerHTML|\.innerHTML\b|\.outerHTML\b|insertAdjacentHTML|document\.write/.test(line))
        breach(file, at, 'no HTML from strings');
      if (feature === 'juror' && !test && /['"`]\/api\/v1\/(?!juror\/|jury\b|me\b|sign-|refresh\b)/.test(line))
        breach(file, at, 'juror code calls /api/v1/juror, /api/v1/jury and /api/v1/me only');
      if (!test && /['"#]#?[0-9a-f]{6}['"]/i.test(line) && /#[0-9a-f]{6}/i.test(line))
        breach(file, at, 'colours are in tokens.css');
      if (!test && /\btoLocale(Date|Time)?String\(|new Intl\./.test(line) && !/^shared\/i18n\//.test(file))
        breach(file, at, 'format through shared/i18n');
      if (/\b(margin|padding|border)(Left|Right)\b|\btextAlign:\s*['"](left|right)/.test(line))
        breach(file, at, 'no physical left or right');
    } else {
      if (!file.endsWith('tokens.css') && /#[0-9a-f]{3,8}\b/i.test(line.replace(/url\([^)]*\)/g, '')))
        breach(file, at, 'colours are in tokens.css');
      if (/(^|[\s;{-])(left|right)\s*:|-(left|right)(-[a-z]+)?\s*:|:\s*(left|right)\b/.test(line))
        breach(file, at, 'no physical left or right');
    }
  });
  if (/^features\/[^/]+\/routes\.tsx?$/.test(file)) {
    for (const made of text.split('createRoute(').slice(1)) {
      const end = made.indexOf('\n});');
      if (!/component:\s*page\(/.test(made.slice(0, end === -1 ? undefined : end)))
        breach(file, 0, 'a route whose component is not page(…)');
    }
    if (/from '\.\/pages\//.test(text)) breach(file, 0, 'pages are imported lazily');
  } else if (feature && /createRoute\(/.test(text)) breach(file, 0, 'routes are made in routes.ts');
}

if (breaches.length > 0) {
  process.stderr.write(`${breaches.join('\n')}\n${breaches.length} breaches of the fences\n`);
  process.exit(1);
}
