import { Visitor } from 'vite';
import { wordsOf } from './names.ts';
import { REFUSED_NAMES, REFUSED_PHRASES } from './refused-words.ts';
import { fileRule } from './rule.ts';
import type { Source } from './source.ts';

/** Names that only their author understands. */
export const plainNames = fileRule('plain-names', (source) => {
  if (isList(source)) return [];
  const found: { line: number; remedy: string }[] = [];
  const seen = new Set<string>();
  visitNames(source, (name, start) => {
    const word = wordsOf(name).find((each) => Object.hasOwn(REFUSED_NAMES, each));
    if (!word || seen.has(name)) return;
    seen.add(name);
    const remedy = `"${word}" in ${name}: say ${REFUSED_NAMES[word]}`;
    found.push({ line: source.lineAt(start), remedy });
  });
  return found;
});

/** Turns of phrase that have to be read twice, in comments and in texts for people. */
export const plainProse = fileRule('plain-prose', (source) =>
  textsOf(source).flatMap(({ text, start }) =>
    REFUSED_PHRASES.filter(({ form }) => form.test(text)).map(({ form, instead }) => ({
      line: source.lineAt(start + text.search(form)),
      remedy: `"${form.exec(text)?.[0]}": say ${instead}`,
    })),
  ),
);

function visitNames({ program }: Source, see: (name: string, start: number) => void): void {
  if (!program) return;
  new Visitor({ Identifier: ({ name, start }) => see(name, start) }).visit(program);
}

/** The rules themselves, and what proves them, have to name what they refuse. */
function isList({ path }: Source): boolean {
  return path.startsWith('test/tidy/');
}

type Text = { text: string; start: number };

/** Comments, and literals with a blank in them, which are sentences rather than words of code. */
function textsOf(source: Source): Text[] {
  const { program, comments } = source;
  if (!program || isList(source)) return [];
  // The value of a comment begins behind its two marks, that of a literal behind its quote.
  const texts = comments.map(({ value, start }) => ({ text: value, start: start + 2 }));
  const keep = (text: string, start: number) => {
    if (text.includes(' ')) texts.push({ text, start });
  };
  new Visitor({
    Literal: ({ value, start }) => typeof value === 'string' && keep(value, start + 1),
    TemplateElement: ({ value, start }) => keep(value.raw, start),
  }).visit(program);
  return texts;
}
