import { Ajv2020 } from 'ajv/dist/2020.js';
import * as formats from 'ajv-formats';
import { buildApp } from '../../src/app.ts';
import type { RefusalCode } from '../../src/kernel/refusal.ts';
import type { ApiScope, KeyScope } from '../../src/kernel/scopes.ts';
import { apiDocument } from '../../src/surfaces/reference/index.ts';
import { closed, type Schema, withClosedParts } from './closed-schema.ts';
import { partsWithoutDatabase } from './parts-without-database.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Returns what is wrong with a value, or undefined. */
type Check = (value: unknown) => string | undefined;

/** An operation as the document describes it, and nothing that only the code knows. */
export type Operation = {
  /** `GET /gigastore/credits` */
  name: string;
  method: Method;
  path: string;
  /**
   * The scope that a key needs, or a person if no key may call it; undefined if it takes neither.
   */
  scope: ApiScope | undefined;
  /** The scopes of which a key needs one. */
  keyScopes: KeyScope[];
  /** The scopes that a person's role needs. */
  scopeOfPeople: ApiScope | undefined;
  /** All scopes of which one is enough. */
  scopesOfPeople: ApiScope[];
  /** Whether people may do it and no key. */
  isPersonal: boolean;
  /** Whether it is about the session itself, which needs no scope. */
  isOfSession: boolean;
  isLogin: boolean;
  takesKey: boolean;
  params: string[];
  query: Record<string, Schema>;
  /** The flat object that it takes, with every reference put in its place. */
  body: Schema | undefined;
  codes: RefusalCode[];
  /** Its successes by status: the check of each media type; none for an empty answer. */
  successes: Map<number, Record<string, Check>>;
};

type Media = { schema?: Schema; examples?: Record<string, unknown> };
type Response = { $ref?: string; content?: Record<string, Media> };
type Parameter = { $ref?: string; name: string; in: string; schema: Schema };
type Described = {
  security: Record<string, string[]>[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Response>;
};
type Document = {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
};

/**
 * Every operation of the document that this code makes; those of signing in (`/auth/…`), of
 * carriers and of apps are played by tests of their own, and are here for who wants `all`.
 */
export async function readOperations(which: 'all' | 'api' = 'api'): Promise<Operation[]> {
  every ??= describeOperations();
  const operations = await every;
  return which === 'all' ? operations : operations.filter(({ path }) => !OF_OTHERS.test(path));
}

const OF_OTHERS = /^\/(auth|carrier|sdk)\//;
/** The same for all files of a worker: the document takes as long as tens of requests. */
let every: Promise<Operation[]> | undefined;

async function describeOperations(): Promise<Operation[]> {
  const app = await buildApp(partsWithoutDatabase());
  await app.ready();
  const document = structuredClone(apiDocument(app)) as Document;
  await app.close();
  const checkOf = checker(document);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) =>
      toOperation(document, checkOf, {
        path,
        method: method.toUpperCase() as Method,
        described,
      }),
    ),
  );
}

type Place = { path: string; method: Method; described: Described };

function toOperation(
  document: Document,
  checkOf: (schema: Schema) => Check,
  { path, method, described }: Place,
): Operation {
  const [scheme = {}] = described.security;
  const scopeOfPeople = described.security.find((each) => each.session)?.session?.[0];
  const parameters = (described.parameters ?? []).map((each) => resolved(document, each));
  const of = (place: string) => parameters.filter((each) => each.in === place);
  const body = described.requestBody?.content['application/json']?.schema;
  const responses = Object.entries(described.responses).map(
    ([status, response]) => [Number(status), resolved(document, response).content ?? {}] as const,
  );
  return {
    ...{ name: `${method} ${path}`, method, path },
    scope: (scheme.accessToken?.[0] ?? scopeOfPeople) as ApiScope | undefined,
    scopeOfPeople: scopeOfPeople as ApiScope | undefined,
    scopesOfPeople: described.security.flatMap((each) => (each.session ?? []) as ApiScope[]),
    keyScopes: described.security.flatMap((each) => (each.accessToken ?? []) as KeyScope[]),
    isPersonal: 'session' in scheme,
    isOfSession: 'session' in scheme && scopeOfPeople === undefined,
    isLogin: 'clientCredentials' in scheme,
    takesKey: of('header').some(({ name }) => name === 'Idempotency-Key'),
    params: of('path').map(({ name }) => name),
    query: Object.fromEntries(of('query').map(({ name, schema }) => [name, schema])),
    body: body && inlined(document, body),
    codes: responses.flatMap(
      ([, content]) =>
        Object.keys(content['application/problem+json']?.examples ?? {}) as RefusalCode[],
    ),
    successes: new Map(
      responses
        .filter(([status]) => status < 400)
        .map(([status, content]) => [
          status,
          Object.fromEntries(
            Object.entries(content).map(([type, { schema = {} }]) => [type, checkOf(schema)]),
          ),
        ]),
    ),
  };
}

/** Compiles schemas of the document by an independent reading of JSON Schema and its formats. */
function checker(document: Document): (schema: Schema) => Check {
  const refer = (reference: string) => referred(document, reference) as Schema;
  const elsewhere = (schema: unknown) =>
    JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"api#/')) as Schema;
  const ajv = new Ajv2020({ strict: false });
  formats.default.default(ajv);
  ajv.addFormat('binary', true);
  const schemas = Object.entries(document.components.schemas).map(([title, schema]) => [
    title,
    withClosedParts(schema, refer),
  ]);
  ajv.addSchema({
    $id: 'api',
    components: { schemas: elsewhere(Object.fromEntries(schemas)) },
  });
  // Most files check the answers of few operations, and compiling takes long.
  return (schema) => {
    let validate: ReturnType<typeof ajv.compile> | undefined;
    return (value) => {
      validate ??= ajv.compile(elsewhere(closed(schema, refer)));
      return validate(value) ? undefined : ajv.errorsText(validate.errors);
    };
  };
}

function resolved<Part extends { $ref?: string }>(document: Document, part: Part): Part {
  return part.$ref ? (referred(document, part.$ref) as Part) : part;
}

function referred(document: Document, reference: string): unknown {
  const steps = reference.slice('#/'.length).split('/');
  return steps.reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], document);
}

function inlined(document: Document, schema: Schema): Schema {
  const { $ref, ...own } = schema;
  const whole = $ref ? { ...(referred(document, $ref) as Schema), ...own } : own;
  const { properties, items } = whole;
  return {
    ...whole,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, part]) => [name, inlined(document, part)]),
      ),
    }),
    ...(items && { items: inlined(document, items) }),
  };
}
