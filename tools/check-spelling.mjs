import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import british from 'dictionary-en-gb';
import nspell from 'nspell';
import { root } from './setup.mjs';

// Checks the spelling of the guides, the API reference and the English pages. Code is left out.
// Words of the trade and names are in tools/words.txt, one a line.

const PAGES = ['server/src/surfaces/traveller-pages/words/en.ts'];

const spelling = openDictionary();
const known = new Map();
const mistakes = new Map();
for (const [place, text] of readTexts()) {
  for (const word of wordsOf(text)) {
    if (!isKnown(word)) mistakes.set(word, mistakes.get(word) ?? place);
  }
}
for (const [word, place] of mistakes) {
  console.log(`${place}: "${word}": correct it, or add it to tools/words.txt`);
}
process.exitCode = mistakes.size > 0 ? 1 : 0;

function openDictionary() {
  const dictionary = nspell(british);
  const words = readFileSync(join(root, 'tools/words.txt'), 'utf8').trim().split('\n');
  for (const word of words) dictionary.add(word);
  return dictionary;
}

/** Returns the texts with their places. */
function* readTexts() {
  const list = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
  const guides = execFileSync('git', list, { cwd: root, encoding: 'utf8' }).trim().split('\n');
  for (const path of guides) yield [path, readFileSync(join(root, path), 'utf8')];
  for (const path of PAGES) {
    const literals = readFileSync(join(root, path), 'utf8').match(/'[^'\n]* [^'\n]*'/g) ?? [];
    yield [path, literals.join('\n')];
  }
  const reference = JSON.parse(readFileSync(join(root, 'server/openapi.json'), 'utf8'));
  yield ['server/openapi.json', [...descriptionsIn(reference)].join('\n')];
}

function* descriptionsIn(node) {
  if (typeof node !== 'object' || node === null) return;
  for (const [name, value] of Object.entries(node)) {
    const isText = (name === 'description' || name === 'summary') && typeof value === 'string';
    if (isText) yield value;
    else yield* descriptionsIn(value);
  }
}

/** Returns the words outside of code, addresses and links, without names such as `iOS`. */
function wordsOf(text) {
  const prose = text
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/`[^`]*`/g, ' ')
    .replace(/\]\([^)]*\)/g, ' ')
    .replace(/https?:\S+|\S+@\S+|[\w./-]+\.(?:md|ts|tsx|mjs|sql|json|csv)\b/g, ' ');
  const words = prose.match(/\p{L}[\p{L}’']*\p{L}/gu) ?? [];
  const bare = words.map((word) => word.replace(/[’']s$/, ''));
  return bare.filter((word) => /^[A-Za-z][a-z’']*$/.test(word));
}

function isKnown(word) {
  if (!known.has(word)) {
    known.set(word, spelling.correct(word) || spelling.correct(word.toLowerCase()));
  }
  return known.get(word);
}
