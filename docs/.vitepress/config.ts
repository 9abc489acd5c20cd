import { createCssVariablesTheme } from 'shiki';
import { defineConfig } from 'vitepress';
import { leanPages } from './lean-pages.ts';
import { dressMarkdown, dressTokens } from './markdown.ts';
import { searchDialog } from './search-dialog.ts';
import { pages, sidebar } from './sections.ts';
import { moveScripts, writeTexts } from './texts.ts';

const theme = createCssVariablesTheme({ name: 'gigastore', variablePrefix: '--code-' });

export default defineConfig({
  base: '/docs/',
  title: 'Gigastore',
  titleTemplate: ':title · Gigastore',
  description: 'Sell mobile data to your own customers: guides for resellers and operators.',
  lang: 'en',
  outDir: process.env.GIGASTORE_DOCS_OUT ?? './dist',
  cleanUrls: true,
  metaChunk: true,
  // For contributors, who read them in the repository.
  srcExclude: ['decisions/**', 'glossary.md', 'internals.md'],
  // The server's own pages beside the guides.
  ignoreDeadLinks: [/^\/docs\/(api\/|errors)/],
  // The choice is the portal's too. Without a transition, no style is written into the page.
  appearance: { storageKey: 'mantine-color-scheme-value', disableTransition: false } as never,
  head: [['link', { rel: 'icon', href: '/docs/favicon.svg', type: 'image/svg+xml' }]],
  markdown: {
    theme,
    codeTransformers: [dressTokens],
    config: dressMarkdown,
  },
  themeConfig: {
    logo: { src: '/favicon.svg', alt: '' },
    siteTitle: 'Gigastore',
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
    docFooter: { prev: 'Previous', next: 'Next' },
    search: { provider: 'local' },
    externalLinkIcon: false,
  },
  transformHtml: moveScripts,
  buildEnd: (site) => writeTexts(site, pages),
  vite: {
    plugins: [leanPages(), searchDialog()],
    build: {
      assetsInlineLimit: 0,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { checks: { pluginTimings: false } },
    },
  },
});
