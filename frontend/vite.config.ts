// Builds the SPA under /app/. No inline script or style leaves this build: the CSP forbids both.

import { readdirSync, readFileSync } from 'node:fs';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

// What the public pages share with the SPA: its tokens, its fonts and their faces (app/pages serves them from dist/pages).
function publicPages(): Plugin {
  const shared = new URL('./src/shared/', import.meta.url);
  return {
    name: 'tahkeem-public-pages',
    apply: 'build',
    generateBundle() {
      const faces = readFileSync(new URL('fonts.css', shared), 'utf8')
        .replace(/@font-face\s*\{[^}]*@fontsource[^}]*\}/g, '')
        .replaceAll("url('./fonts/", "url('/static/fonts/");
      const tokens = readFileSync(new URL('tokens.css', shared), 'utf8');
      this.emitFile({ type: 'asset', fileName: 'pages/shared.css', source: `${tokens}\n${faces}` });
      for (const name of readdirSync(new URL('fonts/', shared)).filter((file) => file.endsWith('.woff2')))
        this.emitFile({
          type: 'asset',
          fileName: `pages/${name}`,
          source: readFileSync(new URL(`fonts/${name}`, shared)),
        });
    },
  };
}

// react-aria's announcer empties itself by `innerHTML = ''`, which Trusted Types refuse: a typed date broke the page.
function trustedAnnouncer(): Plugin {
  return {
    name: 'tahkeem-trusted-announcer',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!/\/dist\/private\/live-announcer\/LiveAnnouncer\.m?js$/.test(id)) return null;
      if (!code.includes(".innerHTML = ''")) this.error('LiveAnnouncer has changed: look again what it empties how');
      return { code: code.replaceAll(".innerHTML = ''", '.replaceChildren()'), map: null };
    },
  };
}

// What pdf.js reads when a document asks for it: standard fonts, character maps, decoders. Their address names the version.
function pdfParts(): Plugin {
  const home = new URL('./node_modules/pdfjs-dist/', import.meta.url);
  const { version } = JSON.parse(readFileSync(new URL('package.json', home), 'utf8')) as { version: string };
  return {
    name: 'tahkeem-pdf-parts',
    apply: 'build',
    generateBundle() {
      for (const folder of ['standard_fonts', 'cmaps', 'wasm'])
        for (const name of readdirSync(new URL(`${folder}/`, home)).filter((file) => !/wasm$|quickjs/.test(file)))
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdf/${version}/${folder}/${name}`,
            source: readFileSync(new URL(`${folder}/${name}`, home)),
          });
    },
  };
}

// What a juror works with offline: the shell, their pages with all that these load, both languages. Nothing else of
// the application: it is read from the server, always as it is there. What these load of `shared` when it is needed is
// needed without a network too: a guard that cannot be loaded takes the page with it.
const OFFLINE = /^src\/(app\/(shell\/|NotFound)|features\/juror\/|locales\/|shared\/entry\/|offline\/)|^index\.html$/;
interface Chunk {
  file: string;
  css?: string[];
  assets?: string[];
  imports?: string[];
  dynamicImports?: string[];
}

function offlineFiles(): Set<string> {
  const manifest = JSON.parse(readFileSync(new URL('./dist/.vite/manifest.json', import.meta.url), 'utf8')) as Record<
    string,
    Chunk
  >;
  const files = new Set<string>();
  const seen = new Set<string>();
  const take = (key: string) => {
    const chunk = manifest[key];
    if (!chunk || seen.has(key)) return;
    seen.add(key);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file);
    for (const next of chunk.imports ?? []) take(next);
    for (const next of chunk.dynamicImports ?? []) if (next.startsWith('src/shared/')) take(next);
  };
  for (const key of Object.keys(manifest)) if (OFFLINE.test(key)) take(key);
  files.add('index.html').add('favicon.svg');
  for (const key of Object.keys(manifest)) if (/icons\.svg|text-[\w-]+\.woff2/.test(key)) take(key);
  return files;
}

// The juror's own pages start from the device. Every other page is asked from the server first, so that a new version is
// never hidden from people who are not jurors; without a network they, too, start from the device.
const serviceWorker = () =>
  VitePWA({
    strategies: 'generateSW',
    injectRegister: false,
    manifest: false,
    workbox: {
      globPatterns: [
        'index.html',
        'favicon.svg',
        'assets/**/*.{js,mjs,css,svg,woff2}',
        'assets/pdf/*/standard_fonts/*.{pfb,ttf}',
      ],
      maximumFileSizeToCacheInBytes: 3 * 1024 * 1024, // pdf.js's worker
      manifestTransforms: [
        async (entries) => {
          const wanted = offlineFiles();
          return {
            manifest: entries.filter(({ url }) => wanted.has(url) || /\/standard_fonts\//.test(url)),
            warnings: [],
          };
        },
      ],
      navigateFallback: '/app/index.html',
      navigateFallbackAllowlist: [
        /^\/app\/juror(\/(conflicts|(evaluations|rankings)\/[^/]+|rounds\/[^/]+\/(bids|practice)))?\/?(\?|$)/,
      ],
      runtimeCaching: [
        { urlPattern: ({ url }) => /^\/app\/assets\/pdf\//.test(url.pathname), handler: 'CacheFirst' },
        {
          urlPattern: ({ request, url }) => request.mode === 'navigate' && /^\/app(\/|$)/.test(url.pathname),
          handler: 'NetworkOnly',
          options: { precacheFallback: { fallbackURL: '/app/index.html' } },
        },
      ],
      directoryIndex: null,
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      skipWaiting: false, // by prompt
      inlineWorkboxRuntime: true, // the CSP's Trusted Types refuse importScripts
      sourcemap: false,
    },
  });

export default defineConfig(({ mode }) => ({
  base: '/app/',
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en-US', 'ar-AE'] }), enforce: 'pre' as const },
    trustedAnnouncer(),
    react(),
    publicPages(),
    pdfParts(),
    lingui({ failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
    ...(mode === 'production' ? [serviceWorker()] : []),
  ],
  define: { __GALLERY__: JSON.stringify(mode === 'gallery' || mode === 'development') },
  resolve: { tsconfigPaths: true },
  build: {
    outDir: 'dist',
    target: 'es2023',
    assetsInlineLimit: 0,
    // Lists of what each page needs would cost every page 3 KB; pages are fetched before the press (router: intent).
    modulePreload: { polyfill: false, resolveDependencies: (_file, deps) => deps.filter((d) => d.endsWith('.css')) },
    rolldownOptions: {
      // Its routes are calls, which are kept as long as they may do something: the gallery would stay in the product.
      treeshake: { moduleSideEffects: [{ test: /\/features\/gallery\/routes\.ts$/, sideEffects: false }] },
      output: {
        // What every page loads lies in one file: pressed together it is smaller than in pieces.
        codeSplitting: {
          groups: [
            { name: 'base', test: /node_modules\/(react|react-dom|scheduler|@lingui|@tanstack)\// },
            {
              name: 'start',
              test: /\/src\/shared\/(api\/(client|kept|problem|query|session)|i18n\/(i18n|react|settings)|local|me)\.tsx?$/,
            },
          ],
        },
      },
    },
    manifest: true,
    sourcemap: false,
  },
  server: {
    port: 5173,
    proxy: { '/api': 'http://localhost:8000', '/static': 'http://localhost:8000' },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test-setup.ts'],
    restoreMocks: true,
  },
}));
