// Reads the texts of the plug-in and its translations. Run as a program, it writes the template.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DOMAIN = 'gigastore-woocommerce';
const home = join(import.meta.dirname, '..');
/** A text, after the comment for translators where there is one. */
const CALL = new RegExp(
  String.raw`(?:/\* (translators: [^*]+) \*/\s+(?:\S.*?)??)?(?:esc_html|esc_attr|_)?_[_e]\( '((?:[^'\\]|\\.)+)', '${DOMAIN}' \)`,
  'g',
);
export const TEMPLATE = join(home, 'languages', `${DOMAIN}.pot`);

/** Returns the template of all translations (.pot), made from the sources. */
export function templateOf() {
  const texts = new Map();
  for (const path of sources()) {
    for (const [, comment, text] of readFileSync(join(home, path), 'utf8').matchAll(CALL)) {
      const entry = texts.get(text) ?? { comment, places: new Set() };
      texts.set(text, { comment: entry.comment ?? comment, places: entry.places.add(path) });
    }
  }
  const entries = [...texts].map(([text, { comment, places }]) =>
    [
      ...(comment ? [`#. ${comment}`] : []),
      `#: ${[...places].join(' ')}`,
      `msgid ${JSON.stringify(text)}`,
      'msgstr ""',
    ].join('\n'),
  );
  return `${[HEADER, ...entries].join('\n\n')}\n`;
}

const HEADER = [
  '# Texts of the Gigastore plug-in for WooCommerce. Apache-2.0.',
  'msgid ""',
  'msgstr ""',
  '"Project-Id-Version: gigastore-woocommerce 0.1.0\\n"',
  '"Content-Type: text/plain; charset=UTF-8\\n"',
  '"Content-Transfer-Encoding: 8bit\\n"',
  `"X-Domain: ${DOMAIN}\\n"`,
].join('\n');

/** Returns the texts of a .po file with their translations; the header is the text "". */
export function readTranslations(po) {
  const entries = po.matchAll(/^msgid ((?:".*"\n)+)msgstr ((?:".*"\n?)+)/gm);
  return new Map([...entries].map(([, id, text]) => [textOf(id), textOf(text)]));
}

function textOf(lines) {
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .join('');
}

/** Returns the binary form of translations (.mo), which PHP reads. */
export function compile(po) {
  const encoder = new TextEncoder();
  const sorted = [...readTranslations(po)].sort(([a], [b]) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)),
  );
  const [ids, texts] = [0, 1].map((side) => sorted.map((entry) => encoder.encode(entry[side])));
  const start = 28 + 16 * sorted.length;
  const content = [];
  let offset = start;
  const tables = [ids, texts].map((list) =>
    list.flatMap((bytes) => {
      const place = [bytes.length, offset];
      content.push(Buffer.from(bytes), Buffer.alloc(1));
      offset += bytes.length + 1;
      return place;
    }),
  );
  const head = [0x950412de, 0, sorted.length, 28, 28 + 8 * sorted.length, 0, start];
  const numbers = [...head, ...tables.flat()].map((value) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32LE(value);
    return buffer;
  });
  return Buffer.concat([...numbers, ...content]);
}

function sources() {
  const inside = ['src', 'templates'].flatMap((folder) =>
    readdirSync(join(home, folder), { recursive: true }).map((name) => `${folder}/${name}`),
  );
  return inside.filter((path) => path.endsWith('.php')).sort();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(TEMPLATE, templateOf());
}
