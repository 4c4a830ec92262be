// Arabic is the source language. One catalogue per feature, loaded with the feature's first page, and
// one for what the shell needs at once (app, shared, and every feature's routes.ts: its menu labels), and one
// for the parts of an entry's form, which only some features show (READS_ENTRIES in shared/i18n/i18n.ts).
// `FEATURE=entries npm run i18n:extract` rewrites that feature's catalogue only.
import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

const one = process.env.FEATURE;
const shell = {
  path: '<rootDir>/src/locales/{locale}',
  include: ['<rootDir>/src/app', '<rootDir>/src/shared', '<rootDir>/src/features/*/routes.ts'],
  exclude: ['**/shared/entry/**', '**/*.test.*', '**/gallery/**'],
};
const entry = {
  path: '<rootDir>/src/shared/entry/locales/{locale}',
  include: ['<rootDir>/src/shared/entry'],
  exclude: ['**/*.test.*'],
};
const features = {
  path: `<rootDir>/src/features/${one ?? '{name}'}/locales/{locale}`,
  include: [`<rootDir>/src/features/${one ?? '{name}'}`],
  exclude: ['**/routes.ts', '**/*.test.*', '**/features/gallery/**'],
};

export default defineConfig({
  sourceLocale: 'ar',
  locales: ['ar', 'en'],
  // A text not yet translated shows in Arabic; `npm run i18n:check` refuses it.
  fallbackLocales: { default: 'ar' },
  rootDir: import.meta.dirname,
  catalogs: one === 'shell' ? [shell, entry] : one ? [features] : [shell, entry, features],
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
});
