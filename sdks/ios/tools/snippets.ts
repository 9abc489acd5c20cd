import {
  GUIDE_PAGES,
  readSnippets,
  type Snippet,
} from '../../../server/test/support/guide-pages.ts';

/** The pages with Swift: the guides of iOS, and the README of the package. */
const PAGES = [
  ...GUIDE_PAGES.filter((path) => path.startsWith('sdk/ios')),
  '../sdks/ios/README.md',
];

/** Apps on iOS have `URLSession` with Foundation. */
const FOUNDATION =
  'import Foundation\n#if canImport(FoundationNetworking)\nimport FoundationNetworking\n#endif';

/**
 * Returns Swift that has the blocks of each page in a function, so that compiling it checks them.
 * Blocks that Linux cannot compile say so where they begin: `swift no-run it needs SwiftUI`.
 */
export function snippetsAsSwift(): string {
  const pages = PAGES.map((path) => ({ path, blocks: readSnippets(path).filter(isCompiled) }));
  const written = pages.filter(({ blocks }) => blocks.length > 0);
  const functions = written.map(({ path, blocks }, index) => asFunction(path, blocks, index));
  const imports = written.flatMap(({ blocks }) => blocks.flatMap(({ code }) => importsOf(code)));
  return `${[...new Set([FOUNDATION, ...imports])].join('\n')}\n\n${functions.join('\n')}`;
}

function isCompiled({ language, info }: Snippet): boolean {
  return language === 'swift' && !info.startsWith('no-run ');
}

function asFunction(path: string, blocks: Snippet[], index: number): string {
  const bodies = blocks.map(({ code, line }) => {
    // The first line of the code stands below the line that opens the block.
    const place = `#sourceLocation(file: "docs/${path}", line: ${line + 1})`;
    return `${place}\n${code.replaceAll(/^import .*$/gm, '')}`;
  });
  return `func page${index}() async throws {\n${bodies.join('')}#sourceLocation()\n}\n`;
}

function importsOf(code: string): string[] {
  return code.match(/^import .*$/gm) ?? [];
}
