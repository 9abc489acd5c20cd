import {
  GUIDE_PAGES,
  readSnippets,
  type Snippet,
} from '../../../server/test/support/guide-pages.ts';

/** The pages with Kotlin for apps: the guides of Android, and the README of the package. */
const PAGES = [
  ...GUIDE_PAGES.filter((path) => path.startsWith('sdk/android')),
  '../sdks/android/README.md',
];

/** What every block can name: an activity that stands for the app's own. */
const PREAMBLE = '@Suppress("UNUSED_VARIABLE", "unused")\n';

/**
 * Returns a Kotlin file for each page, by its name. It has each block in a function of its own, so
 * that compiling it checks them. Blocks that stand outside of an app's code say so where they
 * begin: `kotlin no-run it is a build file`.
 */
export function snippetsAsKotlin(): Map<string, string> {
  const files = PAGES.map((path, index): [string, string] => {
    const blocks = readSnippets(path).filter(isCompiled);
    const imports = blocks.flatMap(({ code }) => code.match(/^import .*$/gm) ?? []);
    const functions = blocks.map((block) => asFunction(block));
    const head = `package snippets.page${index}\n\n${[...new Set(imports)].join('\n')}\n`;
    return [`Page${index}.kt`, functions.length > 0 ? `${head}\n${functions.join('\n')}` : ''];
  });
  return new Map(files.filter(([, text]) => text !== ''));
}

function isCompiled({ language, info }: Snippet): boolean {
  return language === 'kotlin' && !info.startsWith('no-run ');
}

function asFunction({ code, line }: Snippet): string {
  const body = code.replaceAll(/^import .*\n/gm, '');
  const receiver = 'android.app.Activity.line';
  return `// Line ${line}\n${PREAMBLE}suspend fun ${receiver}${line}() {\n${body}}\n`;
}
