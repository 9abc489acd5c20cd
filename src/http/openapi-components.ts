import { FORMATS } from './formats.ts';
import { Price, PriceInput, Problem, Size } from './schemas.ts';

type Node = Record<string, unknown>;

/** The schemas whose titles others may borrow with a description of their own. */
const SHARED = { Price, PriceInput, Size, Problem } as unknown as Record<string, Node>;

/**
 * Moves every schema with a `title` to the components and refers to it instead, and says in JSON
 * Schema's own words what only this server's validation knows. Two different schemas of one title
 * are a mistake and throw.
 */
export function shareSchemas(paths: Node): { paths: Node; schemas: Record<string, Node> } {
  const schemas: Record<string, Node> = {};
  for (const [title, schema] of Object.entries(SHARED)) share(title, schema);
  return { paths: rewrite(paths) as Node, schemas: sorted(schemas) };

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
  const isSchema = 'type' in node || 'anyOf' in node || 'enum' in node;
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
function inOwnWords({ must, twoDecimals, ...node }: Node): Node {
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
