import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from '../../../docs/.vitepress/sections.ts';

export const DOCS = join(import.meta.dirname, '../../../docs');

/** A block of code on a page, and the answer that the page shows below it. */
export type Snippet = {
  language: string;
  /** The rest of the line that opens the block. */
  info: string;
  code: string;
  line: number;
  answer?: { language: string; text: string };
};

/** The paths of the pages, in the order in which a reader takes them. */
export const GUIDE_PAGES: readonly string[] = pages;

/** Returns the source of a page. */
function readGuide(path: string): string {
  return readFileSync(join(DOCS, path), 'utf8');
}

/** Returns the blocks of code of a page, in order. */
export function readSnippets(path: string): Snippet[] {
  const text = readGuide(path);
  const found: Snippet[] = [];
  for (const match of text.matchAll(/^( *)```(\S*) *(.*)\n([\s\S]*?)^ *```$/gm)) {
    const [, indent = '', language = '', info = '', block = ''] = match;
    const code = block.replaceAll(new RegExp(`^${indent}`, 'gm'), '');
    const last = found.at(-1);
    if (info === 'answer' && last) last.answer = { language, text: code };
    else found.push({ language, info, code, line: lineOf(text, match.index) });
  }
  return found;
}

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}
