// Builds the SPA under /app/. No inline script or style leaves this build: the CSP forbids both.

import { readdirSync, readFileSync } from 'node:fs';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

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

export default defineConfig(({ mode }) => ({
  base: '/app/',
  plugins: [
    { ...optimizeLocales.vite({ locales: ['en-US', 'ar-AE'] }), enforce: 'pre' as const },
    trustedAnnouncer(),
    react(),
    publicPages(),
    lingui({ failOnCompileError: true }),
    babel({ presets: [linguiTransformerBabelPreset()] }),
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
      output: {
        // What every page loads lies in one file: pressed together it is smaller than in pieces.
        codeSplitting: {
          groups: [{ name: 'base', test: /node_modules\/(react|react-dom|scheduler|@lingui|@tanstack)\// }],
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
