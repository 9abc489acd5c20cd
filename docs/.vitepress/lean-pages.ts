import type { Plugin } from 'vite';

/** What VitePress writes around the fixed parts of a page, which the browser has as HTML. */
const FIXED = /['"`]__VP_STATIC_START__[\s\S]*?__VP_STATIC_END__['"`]/g;

/**
 * Writes the script that a page loads first, without its fixed parts. VitePress 1.6 adds it to the
 * bundle in a way that Vite 8 ignores.
 */
export function leanPages(): Plugin {
  return {
    name: 'gigastore:lean-pages',
    enforce: 'pre',
    apply: (_, { isSsrBuild }) => !isSsrBuild,
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk' || !chunk.facadeModuleId?.endsWith('.md')) continue;
        const fileName = chunk.fileName.replace(/\.js$/, '.lean.js');
        this.emitFile({ type: 'asset', fileName, source: chunk.code.replace(FIXED, '""') });
      }
    },
  };
}
