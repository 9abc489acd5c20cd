import { FORMATS } from '../../platform/http/formats.ts';
import { Price, PriceInput, Problem, Size } from '../../platform/http/schemas.ts';

type Node = Record<string, unknown>;

/** The schemas whose titles others may borrow with a description of their own. */
const SHARED: Record<string, object> = { Price, PriceInput, Size, Problem };

/**
 * Moves every schema with a `title` to the components and refers to it instead, and replaces
 * keywords of this server's validation by standard JSON Schema. A description stays at the place of
 * use. Throws if two different schemas have the same title.
 */
export function shareSchemas(parts: Node): { parts: Node; schemas: Record<string, Node> } {
  const schemas: Record<string, Node> = {};
  for (const [title, shared] of Object.entries(SHARED)) {
    const schema: Node = { ...shared };
    share(title, schema);
    if (schema.description) schemas[title] = { ...schemas[title], description: schema.description };
  }
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
    schemas[title] ??= rest;
    if (!isSame(schemas[title], rest))
      throw new Error(`There are two schemas with the title ${title}`);
    const isOwn = description !== undefined && description !== schemas[title].description;
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

/** Generators of clients read an integer without a format into 32 bits. */
const LARGEST_INT32 = 2_147_483_647;

/** Replaces the formats and keywords that only validation.ts supports. */
function inOwnWords({ must, twoDecimals, emptyIsAbsent, ...node }: Node): Node {
  if (twoDecimals === true) node.description ??= 'At most two decimals.';
  if (node.type === 'integer' && !(Number(node.maximum) <= LARGEST_INT32)) {
    return { ...node, format: 'int64' };
  }
  const { format } = node;
  const meaning = typeof format === 'string' ? FORMATS[format]?.meaning : undefined;
  if (!meaning || node.type !== 'string') return node;
  const { format: _, ...rest } = node;
  return { ...rest, ...meaning };
}

function sorted(schemas: Record<string, Node>): Record<string, Node> {
  return Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A response with more refusals is not shared, because its name would be too long to read. */
const MAX_NAMED_REFUSALS = 3;
/** What nearly every operation may refuse has a short name. */
const WELL_KNOWN: Record<string, string> = {
  MissingTokenOrInvalidTokenOrTokenExpired: 'Unauthorized',
  ForbiddenOrInsufficientScope: 'Forbidden',
};

/**
 * Moves responses of refusals to the components. A component is named by the refusals in it, so
 * that a new operation renames nothing.
 */
export function shareResponses(operations: readonly Node[]): Record<string, Node> {
  const shared: Record<string, Node> = {};
  const owners = operations.map(({ responses }) => responses as Record<string, Node>);
  const places = owners.flatMap((owner) =>
    Object.entries(owner).map(([status, response]) => ({ owner, status, response })),
  );
  for (const { owner, status, response } of places) {
    const codes = refusalsIn(response);
    if (codes.length === 0 || codes.length > MAX_NAMED_REFUSALS) continue;
    const name = nameOf(codes);
    shared[name] = response;
    owner[status] = { $ref: `#/components/responses/${name}` };
  }
  return sorted(shared);
}

function refusalsIn({ content }: Node): string[] {
  const { examples = {} } = (content as Record<string, Node>)?.['application/problem+json'] ?? {};
  return Object.keys(examples as Node);
}

/**
 * Returns the name of a component: `out_of_stock` and `price_mismatch` are
 * `OutOfStockOrPriceMismatch`.
 */
function nameOf(codes: readonly string[]): string {
  const name = codes.map(toPascalCase).join('Or');
  return WELL_KNOWN[name] ?? name;
}

function toPascalCase(code: string): string {
  return code.replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}
