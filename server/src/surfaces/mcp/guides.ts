import { Type } from 'typebox';
import { Refusal } from '../../kernel/refusal.ts';
import type { Api, Json } from './api.ts';
import { type ReadTool, readTool } from './tool.ts';

/** A guide: its path below `/docs/`, without `.md`. */
export type Guide = { path: string; title: string; about: string };

const LINE = /^- \[([^\]]+)\]\((?:[a-z]+:\/\/[^/)]+)?\/docs\/([^)]+)\.md\)(?::\s*(.*))?$/gm;
const MOST = 8;

/** Returns the guides of the site; none while it is not built. */
export async function listGuides(api: Api): Promise<Guide[]> {
  const index = (await api.text('/llms.txt')) ?? '';
  return [...index.matchAll(LINE)].map(([, title = '', path = '', about = '']) => ({
    path,
    title,
    about,
  }));
}

/** Returns a guide as Markdown. Throws `route_not_found`. */
export async function readGuide(api: Api, path: string): Promise<string> {
  const isPath = /^[a-z0-9][a-z0-9/-]*$/.test(path);
  const text = isPath ? await api.text(`/docs/${path}.md`) : undefined;
  if (text !== undefined) return text;
  throw new Refusal('route_not_found', 'No guide has this path. Search for it first.');
}

const search = readTool(
  {
    name: 'search_guides',
    title: 'Search the guides',
    description: 'Finds guides of the store about an error, an operation or a task.',
    input: Type.Object({
      query: Type.String({ maxLength: 255, description: 'Some words.' }),
    }),
  },
  async (api, { query }) => {
    const words = query.toLowerCase().split(/\W+/).filter(Boolean);
    const guides = await listGuides(api);
    const texts = await Promise.all(guides.map(({ path }) => api.text(`/docs/${path}.md`)));
    const ranked = guides
      .map((guide, index) => ({ guide, score: scoreOf(guide, texts[index] ?? '', words) }))
      .filter(({ score }) => score > 0)
      .sort((one, other) => other.score - one.score);
    return { guides: ranked.slice(0, MOST).map(({ guide }): Json => guide) };
  },
);

/** A word in the title counts more than one in the text. */
function scoreOf({ title, about, path }: Guide, text: string, words: readonly string[]): number {
  const head = `${title} ${about} ${path}`.toLowerCase();
  const body = text.toLowerCase();
  return words.reduce((sum, word) => {
    if (head.includes(word)) return sum + 3;
    return body.includes(word) ? sum + 1 : sum;
  }, 0);
}

const read = readTool(
  {
    name: 'read_guide',
    title: 'Read a guide',
    description: 'Returns a guide as Markdown.',
    input: Type.Object({
      path: Type.String({ maxLength: 255, description: 'The `path` of the guide.' }),
    }),
  },
  async (api, { path }) => ({ markdown: await readGuide(api, path) }),
);

export const GUIDE_TOOLS: readonly ReadTool[] = [search, read];
