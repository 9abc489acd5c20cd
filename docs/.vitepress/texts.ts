import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SiteConfig } from 'vitepress';
import { describeOperation } from './operations.ts';

const BASE = '/docs/';
const SCRIPT = '<script src="/docs/first-paint.js"></script>';

/**
 * Moves the scripts that VitePress writes into a page to a file, and leaves out its style
 * attributes, which it sets again by script: the policy allows neither.
 */
export function moveScripts(html: string): string {
  let isFirst = true;
  return html
    .replace(/ style="[^"]*"/g, '')
    .replace(/<script id="check-[\w-]+">[\s\S]*?<\/script>/g, () => {
      const script = isFirst ? SCRIPT : '';
      isFirst = false;
      return script;
    });
}

type Text = { path: string; title: string; text: string };

/** Writes each page as Markdown, `llms.txt` that lists them, and `llms-full.txt` with all. */
export function writeTexts({ srcDir, outDir, site }: SiteConfig, pages: readonly string[]): void {
  const texts = pages.map((path) => readText(srcDir, path));
  for (const { path, text } of texts) {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), text);
  }
  const list = texts.map(({ path, title }) => `- [${title}](${BASE}${path})`).join('\n');
  const head = `# ${site.title}\n\n> ${site.description}\n`;
  const more =
    '## Beside the guides\n\n- [OpenAPI document](/openapi.json)\n- [Error codes](/docs/errors)';
  writeFileSync(join(outDir, 'llms.txt'), `${head}\n## Guides\n\n${list}\n\n${more}\n`);
  writeFileSync(
    join(outDir, 'llms-full.txt'),
    `${head}\n${texts.map(({ text }) => text).join('\n')}`,
  );
}

/** The source of a page without what only the site understands, its links from the root. */
function readText(srcDir: string, path: string): Text {
  const source = readFileSync(join(srcDir, path), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
  const [, title = path] = /^# (.+)$/m.exec(source) ?? [];
  const text = source
    .replace(/<script setup>[\s\S]*?<\/script>\n*/g, '')
    .replace(/<Operation id="(\w+)" \/>/g, (_, id: string) => toLine(id))
    .replace(/^<[A-Z]\w+[^>]*\/>\n*/gm, '')
    .replace(/^(```\w+) (answer|no-run).*$/gm, '$1')
    .replace(/(\]\()(?!https?:|#)([^)#]+)/g, (_, open: string, to: string) => {
      return `${open}${new URL(to, `http://site${BASE}${path}`).pathname}`;
    });
  return { path, title, text };
}

function toLine(id: string): string {
  const { method, path, summary } = describeOperation(id);
  return `\`${method} ${path}\` (${id}): ${summary}`;
}
