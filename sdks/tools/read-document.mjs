// What every client is made from: the operations, types and events of server/openapi.json.
import { readFileSync } from 'node:fs';
import { nameOperation } from './name-operation.mjs';

const source = new URL('../../server/openapi.json', import.meta.url);
const METHODS = ['get', 'post', 'put', 'delete'];
/** Operations that only read although they are sent by POST; repeating them changes nothing. */
const READS_BY_POST = /^(preview|search|quote|authenticate$)/;

/** Returns `{ version, operations, schemas, events, codes }`, the operations sorted by their name. */
export function readDocument() {
  const document = JSON.parse(readFileSync(source, 'utf8'));
  const operations = Object.entries(document.paths)
    .flatMap(([path, item]) =>
      METHODS.filter((method) => item[method]).map((method) =>
        toOperation(document, { path, method, operation: item[method] }),
      ),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  refuseTwins(operations);
  return {
    operations,
    schemas: document.components.schemas,
    events: Object.keys(document.webhooks).map((name) => toEvent(document, name)),
    codes: [...new Set(Object.keys(document.components.examples).filter(isCode))].sort(),
  };
}

function toOperation(document, { path, method, operation }) {
  const parameters = (operation.parameters ?? []).map((one) => resolve(document, one));
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const answers = Object.entries(operation.responses).filter(([status]) => status < '300');
  const contents = answers.flatMap(([, answer]) => Object.entries(answer.content ?? {}));
  const json = contents.find(([type]) => type === 'application/json')?.[1].schema;
  const { group, verb } = nameOperation(operation.operationId, operation.tags[0]);
  const query = parameters.filter((one) => one.in === 'query');
  return {
    id: operation.operationId,
    name: `${group}.${verb}`,
    group,
    verb,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description ?? '',
    refusals: refusalsOf(document, operation),
    pathParameters: parameters.filter((one) => one.in === 'path'),
    query,
    body,
    isBodyRequired: operation.requestBody?.required === true,
    answer: json,
    answerTypes: contents.map(([type]) => type),
    isVoid: contents.length === 0,
    access: accessOf(operation),
    takesKey: parameters.some((one) => one.name === 'Idempotency-Key'),
    isRead: method === 'get' || READS_BY_POST.test(operation.operationId),
    list: /^(list|search)/.test(operation.operationId)
      ? listOf(document, { query, body, json })
      : undefined,
  };
}

function accessOf({ security = [] }) {
  if (security.length === 0) return 'open';
  return security.some((one) => 'clientCredentials' in one) ? 'credentials' : 'token';
}

/** How a list is paged, and which property of its answer has the items; undefined if it is none. */
function listOf(document, { query, body, json }) {
  if (json === undefined) return undefined;
  const names = query.map(({ name }) => name);
  const answer = resolve(document, json);
  if (answer.type === 'array') {
    return { paging: names.includes('page_index') ? 'index' : 'none', items: null };
  }
  const arrays = Object.entries(answer.properties ?? {}).filter(
    ([, schema]) => resolve(document, schema).type === 'array',
  );
  const [name] = arrays.find(([key]) => key === 'items') ?? (arrays.length === 1 ? arrays[0] : []);
  if (name === undefined) return undefined;
  if ('nextCursor' in answer.properties) return { paging: 'cursor', items: name };
  if ('nextSequence' in answer.properties) return { paging: 'sequence', items: name };
  if (names.includes('page_index')) return { paging: 'index', items: name };
  if (body?.properties?.pageIndex) return { paging: 'body', items: name };
  const isOnlyList = name === 'items' || Object.keys(answer.properties).length === 1;
  return isOnlyList ? { paging: 'none', items: name } : undefined;
}

/** The codes of an operation's refusals, in the order of the document. */
function refusalsOf(document, { responses }) {
  const refused = Object.entries(responses).filter(([status]) => status >= '400');
  const texts = refused.map(([, answer]) => resolve(document, answer).description ?? '');
  const codes = texts.flatMap((text) => [...text.matchAll(/^`([a-z0-9_]+)`:/gm)]);
  return [...new Set(codes.map(([, code]) => code))];
}

function toEvent(document, name) {
  const schema = document.webhooks[name].post.requestBody.content['application/json'].schema;
  const isCommon = 'data' in (resolve(document, schema).properties ?? {});
  return { name, type: schema.$ref.split('/').at(-1), isCommon };
}

/** Returns what a `$ref` names, with what stands beside it. */
function resolve(document, schema) {
  if (!schema?.$ref) return schema;
  const { $ref, ...beside } = schema;
  const found = $ref
    .slice(2)
    .split('/')
    .reduce((at, key) => at[key], document);
  return { ...found, ...beside };
}

function isCode(name) {
  return /^[a-z0-9_]+$/.test(name);
}

function refuseTwins(operations) {
  const seen = new Map();
  for (const { id, name } of operations) {
    if (seen.has(name)) throw new Error(`${id} and ${seen.get(name)} are both called ${name}.`);
    seen.set(name, id);
  }
}
