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

/** Fields that hold an ID or a code, which needs a form or an example. */
const IDENTIFIER =
  /^(uid|id|iccid|imsi|eid|mcc|mnc|iban|bic|code|country|number)$|(Id|Uid|Iccid|Code)$/;

/** Returns what a reader of the API reference misses: one line for each place. */
export function missingIn(document: Reference): string[] {
  const found = new Set<string>();
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  for (const operation of operations) for (const fault of faultsOf(operation)) found.add(fault);
  return [...found];

  function faultsOf(operation: Operation): string[] {
    const { operationId: id, summary, description, parameters = [], requestBody } = operation;
    const faults = [!summary && 'no summary', !description && 'no description'];
    const own = faults.filter((fault) => fault !== false).map((fault) => `${id}: ${fault}`);
    const named = parameters.map((each) => resolve(each) as Parameter);
    const body = schemasOf(requestBody).flatMap((schema) => inSchema(schema, id, true));
    const answers = Object.values(operation.responses).flatMap((answer) =>
      schemasOf(resolve(answer)).flatMap((schema) => inSchema(schema, id, false)),
    );
    return [...own, ...named.flatMap((each) => inParameter(each, id)), ...body, ...answers];
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

  function inSchema(node: Node, place: string, isRequest: boolean, seen: unknown[] = []): string[] {
    const schema = resolve(node);
    if (seen.includes(schema)) return [];
    const inside = [...seen, schema];
    const at = typeof node.$ref === 'string' ? (node.$ref.split('/').pop() ?? place) : place;
    const fields = Object.entries((schema.properties ?? {}) as Record<string, Node>);
    const parts = [...alternativesOf(schema).slice(1), schema.items].filter(isNode);
    return [
      ...fields.flatMap(([name, field]) => inField(field, name, `${at}.${name}`, isRequest)),
      ...fields.flatMap(([name, field]) => inSchema(field, `${at}.${name}`, isRequest, inside)),
      ...parts.flatMap((part) => inSchema(part, at, isRequest, inside)),
    ];
  }

  function inField(field: Node, name: string, place: string, isRequest: boolean): string[] {
    const forms = alternativesOf(field).flatMap((form) => [form, resolve(form)]);
    const hasForm = forms.some((form) => hasExample(form) || 'pattern' in form || 'format' in form);
    const needsForm = (isRequest || IDENTIFIER.test(name)) && forms.some(isText);
    return [
      ...(forms.some(({ description }) => description) ? [] : [`${place} has no description`]),
      ...(hasForm || !needsForm ? [] : [`${place} has neither a pattern nor an example`]),
    ];
  }

  function resolve(node: Node): Node {
    if (typeof node.$ref !== 'string') return node;
    const steps = node.$ref.slice(2).split('/');
    return steps.reduce<Node>((at, step) => at[step] as Node, document as unknown as Node);
  }
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
