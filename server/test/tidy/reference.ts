type Node = Record<string, unknown>;
type Parameter = Node & { name: string; schema?: Node };
type Operation = {
  operationId: string;
  summary?: string;
  description?: string;
  parameters?: Node[];
  requestBody?: Node;
  responses: Record<string, Node>;
};
export type Reference = { paths: Record<string, Record<string, Operation>> };

/** Where a schema is: in which document, at which field or component, in a request or an answer. */
type Place = { document: Reference; at: string; isRequest: boolean };

/** Fields that hold an ID or a code, which needs a form or an example. */
const IDENTIFIER =
  /^(uid|id|iccid|imsi|eid|mcc|mnc|iban|bic|code|country|number)$|(Id|Uid|Iccid|Code)$/;

/** Returns what a reader of the API reference misses: one line for each place. */
export function missingIn(document: Reference): string[] {
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  return [...new Set(operations.flatMap((operation) => inOperation(document, operation)))];
}

function inOperation(document: Reference, operation: Operation): string[] {
  const { operationId: id, summary, description, parameters = [], requestBody } = operation;
  const own = [...(summary ? [] : ['no summary']), ...(description ? [] : ['no description'])];
  const named = parameters.map((each) => resolve(document, each) as Parameter);
  const responses = Object.values(operation.responses).map((each) => resolve(document, each));
  const request = { document, at: id, isRequest: true };
  const answer = { document, at: id, isRequest: false };
  return [
    ...own.map((fault) => `${id}: ${fault}`),
    ...named.flatMap((each) => inParameter(each, id)),
    ...schemasOf(requestBody).flatMap((schema) => inSchema(schema, request)),
    ...responses.flatMap(schemasOf).flatMap((schema) => inSchema(schema, answer)),
  ];
}

function inParameter(parameter: Parameter, id: string): string[] {
  const { name, schema = {} } = parameter;
  const place = `${id}: the parameter ${name}`;
  const isShown = hasExample(parameter) || alternativesOf(schema).some(hasExample);
  return [
    ...(parameter.description || schema.description ? [] : [`${place} has no description`]),
    ...(isShown || !isText(schema) ? [] : [`${place} has no example`]),
  ];
}

function inSchema(node: Node, place: Place, seen: unknown[] = []): string[] {
  const schema = resolve(place.document, node);
  if (seen.includes(schema)) return [];
  const inside = [...seen, schema];
  const title = typeof node.$ref === 'string' ? node.$ref.split('/').pop() : undefined;
  const here = { ...place, at: title ?? place.at };
  const fields = Object.entries((schema.properties ?? {}) as Record<string, Node>);
  const parts = [...alternativesOf(schema).slice(1), schema.items].filter(isNode);
  return [
    ...fields.flatMap(([name, field]) => inField(field, name, here)),
    ...fields.flatMap(([name, field]) => {
      return inSchema(field, { ...here, at: `${here.at}.${name}` }, inside);
    }),
    ...parts.flatMap((part) => inSchema(part, here, inside)),
  ];
}

function inField(field: Node, name: string, { document, at, isRequest }: Place): string[] {
  const forms = alternativesOf(field).flatMap((form) => [form, resolve(document, form)]);
  const hasForm = forms.some((form) => hasExample(form) || 'pattern' in form || 'format' in form);
  const needsForm = (isRequest || IDENTIFIER.test(name)) && forms.some(isText);
  const place = `${at}.${name}`;
  return [
    ...(forms.some(({ description }) => description) ? [] : [`${place} has no description`]),
    ...(hasForm || !needsForm ? [] : [`${place} has neither a pattern nor an example`]),
  ];
}

function resolve(document: Reference, node: Node): Node {
  if (typeof node.$ref !== 'string') return node;
  const steps = node.$ref.slice(2).split('/');
  return steps.reduce<Node>((at, step) => at[step] as Node, document as Node);
}

function schemasOf(content: Node | undefined): Node[] {
  const media = Object.entries((content?.content ?? {}) as Record<string, { schema?: Node }>);
  return media.flatMap(([, { schema }]) => (schema ? [schema] : []));
}

/** Returns the schema and what it may be instead, such as the text of a text or null. */
function alternativesOf(schema: Node): Node[] {
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].filter(Array.isArray);
  return [schema, ...(choices.flat() as Node[])];
}

function hasExample(node: Node): boolean {
  return 'example' in node || 'examples' in node || 'enum' in node;
}

function isText({ type }: Node): boolean {
  return type === 'string';
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null;
}
