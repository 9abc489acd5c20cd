type Node = Record<string, unknown>;

type Operation = {
  summary: string;
  description?: string;
  security?: Record<string, unknown>[];
  parameters?: { name?: string; in?: string; description?: string }[];
};

/** A request of a collection that runs from top to bottom. */
export type Step = {
  folder: string;
  /** Method and path as in the document: `GET /gigastore/version`. */
  operation: string;
  /** Instead of the operation's summary, where it appears twice. */
  name?: string;
  /** Values of path parameters, mostly variables: `{{customerUid}}`. */
  path?: Record<string, string>;
  query?: Record<string, string>;
  body?: Node;
  /** Variables for later steps, each a JavaScript expression over the answer's `body`. */
  saves?: Record<string, string>;
  /** The status that the run expects: 200. */
  status?: number;
};

export type Journey = { steps: readonly Step[]; variables: Record<string, string> };

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';

/**
 * Returns a Postman collection (v2.1) that is ready to run: the journey's steps in their order,
 * each described by its operation in the OpenAPI document, with a test that stores what later ones
 * need. A step whose operation is not in the document is left out.
 */
export function toPostmanCollection(document: Node, journey: Journey): Node {
  const { title, description } = document.info as { title: string; description: string };
  const { variables } = journey;
  return {
    info: { name: title, description, schema: SCHEMA },
    auth: bearer('{{accessToken}}'),
    variable: Object.entries(variables).map(([key, value]) => ({ key, value, type: 'string' })),
    item: toFolders(document.paths as Record<string, Record<string, Operation>>, journey.steps),
  };
}

function toFolders(
  paths: Record<string, Record<string, Operation>>,
  steps: readonly Step[],
): Node[] {
  const folders = new Map<string, Node[]>();
  for (const step of steps) {
    const [method = '', path = ''] = step.operation.split(' ');
    const operation = paths[path]?.[method.toLowerCase()];
    if (!operation) continue;
    const items = folders.get(step.folder) ?? [];
    items.push(toItem(step, operation, { method, path }));
    folders.set(step.folder, items);
  }
  return [...folders].map(([name, item]) => ({ name, item }));
}

function toItem(step: Step, operation: Operation, target: { method: string; path: string }): Node {
  return {
    name: step.name ?? operation.summary,
    request: {
      method: target.method,
      description: operation.description ?? operation.summary,
      ...authOf(operation),
      header: step.body ? [{ key: 'Content-Type', value: 'application/json' }] : [],
      url: toUrl(step, operation, target.path),
      ...(step.body && {
        body: {
          mode: 'raw',
          raw: JSON.stringify(step.body, null, 2),
          options: { raw: { language: 'json' } },
        },
      }),
    },
    event: [{ listen: 'test', script: { type: 'text/javascript', exec: toScript(step) } }],
  };
}

function toUrl({ path: values = {}, query = {} }: Step, operation: Operation, path: string): Node {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? `{{${name}}}`);
  const entries = Object.entries(query);
  const search = entries.map(([key, value]) => `${key}=${value}`).join('&');
  const description = (name: string) =>
    operation.parameters?.find((each) => each.in === 'query' && each.name === name)?.description;
  return {
    raw: `{{baseUrl}}${filled}${search && `?${search}`}`,
    host: ['{{baseUrl}}'],
    path: filled.slice(1).split('/'),
    ...(entries.length > 0 && {
      query: entries.map(([key, value]) => ({ key, value, description: description(key) })),
    }),
  };
}

/** Returns nothing for a private operation, which inherits the collection's token. */
function authOf({ security }: Operation): Node {
  if (!security || security.some((scheme) => 'accessToken' in scheme)) return {};
  const isLogin = security.some((scheme) => 'clientCredentials' in scheme);
  if (!isLogin) return { auth: { type: 'noauth' } };
  const basic = [
    { key: 'username', value: '{{clientId}}', type: 'string' },
    { key: 'password', value: '{{clientSecret}}', type: 'string' },
  ];
  return { auth: { type: 'basic', basic } };
}

function bearer(token: string): Node {
  return { type: 'bearer', bearer: [{ key: 'token', value: token, type: 'string' }] };
}

function toScript({ saves, status = 200 }: Step): string[] {
  const check = `pm.test('answers ${status}', () => pm.response.to.have.status(${status}));`;
  if (!saves) return [check];
  const lines = Object.entries(saves).map(
    ([name, expression]) => `pm.collectionVariables.set('${name}', ${expression});`,
  );
  return [check, 'const body = pm.response.json();', ...lines];
}
