import swagger from '@fastify/swagger';
import { WEBHOOK_TAG, webhookDocument } from '../../messaging/webhooks/index.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { shareResponses, shareSchemas } from './openapi-components.ts';
import { describePathIds } from './openapi-path-ids.ts';
import { kindOf, type RouteKind, responsesOf } from './openapi-responses.ts';
import { SECURITY_SCHEMES, securityOf } from './openapi-security.ts';
import { sharedParts } from './openapi-shared-parts.ts';
import { ABOUT, tagsOf } from './openapi-words.ts';

type Node = Record<string, unknown>;

export type ApiAbout = {
  version: string;
  apiVersion: string;
  publicUrl: string;
  errorsUrl: string;
};

/** Collects every route that is declared later, for `apiDocument`. */
export async function describeApi(app: App, about: ApiAbout): Promise<void> {
  const kinds = new Map<unknown, RouteKind>();
  const info = { ...ABOUT, version: about.version, 'x-api-version': about.apiVersion };
  await app.register(swagger, {
    convertConstToEnum: false,
    stripBasePath: false,
    openapi: {
      openapi: '3.1.0',
      info,
      servers: [{ url: about.publicUrl }],
      security: [{ accessToken: [] }],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: ({ schema, url, route }) => {
      const kind = kindOf(route);
      if (!kind) return { schema: { hide: true }, url };
      const key = `${route.method} ${url}`;
      kinds.set(key, kind);
      const body = listBodyOf(kind);
      return {
        schema: { ...schema, ...body, 'x-kind': key, ...securityOf(kind) } as typeof schema,
        url,
      };
    },
    transformObject: (document) => {
      const { openapiObject } = document as { openapiObject: Node };
      return finish(openapiObject, (key) => kinds.get(key), about) as object;
    },
  });
}

/** Such a body is not checked by its schema, which is therefore not the schema of the route. */
function listBodyOf({ documented: { listBody, fileBody } }: RouteKind): Node {
  if (fileBody) return { body: { type: 'string', format: 'binary' }, consumes: fileBody };
  if (!listBody) return {};
  return { body: listBody, consumes: ['application/json', 'application/x-ndjson'] };
}

/** Returns the OpenAPI 3.1 document of the routes. The app must be ready. */
export function apiDocument(app: App): Node {
  return { ...app.swagger() };
}

/** Completes the plugin's document with answers, shared schemas, parameters and tags. */
function finish(
  document: Node,
  kindNamed: (key: string) => RouteKind | undefined,
  { errorsUrl }: ApiAbout,
): Node {
  const drafts = Object.values(document.paths as Record<string, Record<string, Node>>);
  const operations = drafts.flatMap((path) => Object.values(path));
  for (const operation of operations) {
    const kind = kindNamed(String(operation['x-kind']));
    delete operation['x-kind'];
    if (kind) completeOperation(operation, kind);
  }
  describePathIds(document.paths as Record<string, Record<string, Node>>);
  const tags = new Set(operations.flatMap((operation) => (operation.tags ?? []) as string[]));
  tags.add(WEBHOOK_TAG);
  const responses = shareResponses(operations);
  const { parts, schemas } = shareSchemas({
    paths: document.paths,
    webhooks: webhookDocument(),
  });
  const { paths, webhooks } = parts;
  const { openapi, info, servers, security } = document;
  const { securitySchemes } = document.components as Node;
  return {
    openapi,
    info,
    servers,
    security,
    tags: tagsOf(tags),
    paths,
    webhooks,
    components: { securitySchemes, schemas, responses, ...sharedParts(errorsUrl) },
  };
}

function completeOperation(operation: Node, kind: RouteKind): void {
  const headers = ['RequestId'];
  if (kind.takesKey) headers.unshift('IdempotencyKey');
  if (kind.documented.localized) headers.unshift('Locale', 'AcceptLanguage');
  const references = headers.map((name) => ({ $ref: `#/components/parameters/${name}` }));
  operation.parameters = [...((operation.parameters ?? []) as Node[]), ...references];
  operation.responses = responsesOf(kind);
  const body = operation.requestBody as { required: boolean; content: Record<string, Node> };
  if (!body) return;
  const schema = body.content['application/json']?.schema as { required?: string[] } | undefined;
  body.required = (schema?.required ?? []).length > 0;
}
