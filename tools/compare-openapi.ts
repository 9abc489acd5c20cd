/**
 * Compares the contracts of two OpenAPI documents: paths, methods, parameters, schemas, statuses and
 * security. Names of components, operation ids and everything that only a person reads are ignored.
 *
 *     git show v1:server/openapi.json | npm run --silent compare-openapi -- - server/openapi.json
 */
import { readFileSync } from 'node:fs';

type Node = Record<string, unknown>;

const WORDS = new Set([
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'tags',
  'servers',
]);
const NAMES = new Set(['operationId', 'info', 'openapi', 'components', 'webhooks']);

const [before, after] = process.argv.slice(2).map((path) => contractOf(readDocument(path)));
if (!before || !after) throw new Error('Give two documents; - is standard input.');

const removed = [...before].filter(([place]) => !after.has(place));
const added = [...after].filter(([place]) => !before.has(place));
const changed = [...before].filter(([place, value]) => (after.get(place) ?? value) !== value);
for (const [place, value] of removed) console.log(`- ${place} ${value}`);
for (const [place, value] of changed) console.log(`~ ${place} ${value} → ${after.get(place)}`);
for (const [place, value] of added) console.log(`+ ${place} ${value}`);
console.log(`${removed.length} removed, ${changed.length} changed, ${added.length} added`);
process.exitCode = removed.length + changed.length > 0 ? 1 : 0;

function readDocument(path: string): Node {
  return JSON.parse(readFileSync(path === '-' ? 0 : path, 'utf8')) as Node;
}

/** Returns the value at each place of the document, references followed. */
function contractOf(document: Node): Map<string, string> {
  const values = new Map<string, string>();
  collect(document, [], []);
  return values;

  function collect(value: unknown, place: string[], inside: string[]): void {
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) {
        collect(each, [...place, keyOf(each) ?? String(index)], inside);
      }
      return;
    }
    if (typeof value !== 'object' || value === null) {
      values.set(place.join(' '), JSON.stringify(value));
      return;
    }
    const { $ref } = value as { $ref?: string };
    if ($ref === undefined) collectFields(value as Node, place, inside);
    else if (inside.includes($ref)) values.set(place.join(' '), '(the same again)');
    else collect(refer($ref), place, [...inside, $ref]);
  }

  function collectFields(node: Node, place: string[], inside: string[]): void {
    const isMapOfNames = ['properties', 'paths', 'headers'].includes(place.at(-1) ?? '');
    for (const [name, field] of Object.entries(node)) {
      const isForReaders = !isMapOfNames && (WORDS.has(name) || NAMES.has(name));
      if (!isForReaders) collect(field, [...place, name], inside);
    }
  }

  function keyOf(value: unknown): string | undefined {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const { $ref } = value as { $ref?: string };
    const node = $ref === undefined ? (value as Node) : refer($ref);
    return 'name' in node && 'in' in node ? `${node.in}:${node.name}` : undefined;
  }

  function refer($ref: string): Node {
    const parts = $ref.slice(2).split('/').map(unescapePart);
    return parts.reduce<unknown>((node, part) => (node as Node)[part], document) as Node;
  }
}

function unescapePart(part: string): string {
  return part.replaceAll('~1', '/').replaceAll('~0', '~');
}
