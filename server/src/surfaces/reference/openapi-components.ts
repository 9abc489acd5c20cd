import { FORMATS } from '../../platform/http/formats.ts';
import { Price, PriceInput, Problem, Size } from '../../platform/http/schemas.ts';

type Node = Record<string, unknown>;

/** The schemas whose titles others may borrow with a description of their own. */
const SHARED = { Price, PriceInput, Size, Problem } as unknown as Record<string, Node>;

/**
 * Moves every schema with a `title` to the components and refers to it instead, and says in JSON
 * Schema's own words what only this server's validation knows. Two different schemas of one title
 * are a mistake and throw.
 */
export function shareSchemas(parts: Node): { parts: Node; schemas: Record<string, Node> } {
  const schemas: Record<string, Node> = {};
  for (const [title, schema] of Object.entries(SHARED)) share(title, schema);
  return { parts: rewrite(parts) as Node, schemas: sorted(schemas) };

  function rewrite(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(rewrite);
    if (typeof value !== 'object' || value === null) return value;
    const node = value as Node;
    return isTitled(node) ? share(node.title, node) : rewriteFields(node);
  }

  function rewriteFields(node: Node): Node {
    const entries = Object.entries(inOwnWords(node));
    return Object.fromEntries(
      entries.map(([name, field]) => [name, isExample(name, field) ? field : rewrite(field)]),
    );
  }

  function share(title: string, node: Node): Node {
    const { title: _, description, ...rest } = rewriteFields(node);
    const known = schemas[title];
    if (!known) schemas[title] = { ...rest, ...(description !== undefined && { description }) };
    else if (!isSame(known, rest)) throw new Error(`There are two schemas with the title ${title}`);
    const isOwn = description !== undefined && description !== schemas[title]?.description;
    return { $ref: `#/components/schemas/${title}`, ...(isOwn && { description }) };
  }
}

function isTitled(node: Node): node is Node & { title: string } {
  const isSchema = 'type' in node || 'anyOf' in node || 'oneOf' in node || 'enum' in node;
  return isSchema && typeof node.title === 'string';
}

/** An example is a value, not a schema, even where its fields are named like one's. */
function isExample(name: string, field: unknown): boolean {
  return name === 'example' || (name === 'examples' && Array.isArray(field));
}

function isSame(known: Node, rest: Node): boolean {
  const { description: _, ...fields } = known;
  return JSON.stringify(fields) === JSON.stringify(rest);
}

/** Replaces the formats and keywords that only validation.ts knows. */
function inOwnWords({ must, twoDecimals, emptyIsAbsent, ...node }: Node): Node {
  if (twoDecimals === true) node.description ??= 'At most two decimals.';
  const { format } = node;
  const meaning = typeof format === 'string' ? FORMATS[format]?.meaning : undefined;
  if (!meaning || node.type !== 'string') return node;
  const { format: _, ...rest } = node;
  return { ...rest, ...meaning };
}

function sorted(schemas: Record<string, Node>): Record<string, Node> {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Place = { owner: Record<string, Node>; status: string };

/** Moves the refusals that several operations share to the components, named by their status. */
export function shareResponses(operations: readonly Node[]): Record<string, Node> {
  const shared: Record<string, Node> = {};
  for (const [text, places] of refusalPlaces(operations)) {
    const [first, second] = places;
    if (!first || !second) continue;
    const name = freeName(shared, `Refused${first.status}`);
    shared[name] = JSON.parse(text) as Node;
    const reference = { $ref: `#/components/responses/${name}` };
    for (const { owner, status } of places) owner[status] = reference;
  }
  return shared;
}

/** Each refusal's text, and where it stands. */
function refusalPlaces(operations: readonly Node[]): Map<string, Place[]> {
  const places = new Map<string, Place[]>();
  const owners = operations.map(({ responses }) => responses as Record<string, Node>);
  const all = owners.flatMap((owner) => Object.keys(owner).map((status) => ({ owner, status })));
  for (const place of all.filter(({ status }) => Number(status) >= 400)) {
    const text = JSON.stringify(place.owner[place.status]);
    places.set(text, [...(places.get(text) ?? []), place]);
  }
  return places;
}

/** `Refused404`, then `Refused404B`, `Refused404C` … */
function freeName(taken: Record<string, Node>, name: string): string {
  for (let letter = 'B'.charCodeAt(0), free = name; ; letter += 1) {
    if (!(free in taken)) return free;
    free = `${name}${String.fromCharCode(letter)}`;
  }
}
