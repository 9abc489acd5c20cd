import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Schema = Record<string, unknown>;
type Parameter = { name: string; in: string };
type Operation = {
  operationId: string;
  tags: string[];
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { content: Record<string, { example?: unknown; examples?: unknown }> };
};
type Paths = Record<string, Record<string, Operation>>;

const document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { paths: Paths; webhooks: Paths; components: { schemas: Record<string, Schema> } };
const allOf = (paths: Paths) => Object.values(paths).flatMap((path) => Object.values(path));
const operations = allOf(document.paths);
const webhooks = allOf(document.webhooks);
const names = Object.keys(document.components.schemas);

/** Calls `look` with each object of the document and its place. */
function walk(value: unknown, place: string, look: (node: Schema, place: string) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) look(value as Schema, place);
  for (const [name, each] of Object.entries(value)) walk(each, `${place}/${name}`, look);
}

function placesWhere(isFault: (node: Schema) => boolean): string[] {
  const places: string[] = [];
  const { paths, components } = document;
  const schemas = { paths, schemas: components.schemas };
  walk(schemas, '', (node, place) => isFault(node) && places.push(place));
  return places;
}

it('every operation and every webhook of openapi.json has an ID that no other has', () => {
  const ids = [...operations, ...webhooks].map(({ operationId }) => operationId);
  expect(ids.filter((id) => !/^[a-z]\w+$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

// A generator writes a file for each tag of operations, and again for each tag of webhooks.
it('no webhook of openapi.json shares a tag with an operation', () => {
  const tags = new Set(operations.flatMap((operation) => operation.tags));
  expect(webhooks.flatMap((webhook) => webhook.tags).filter((tag) => tags.has(tag))).toEqual([]);
});

// A file of Go whose name ends in _test is no part of the program.
it('no schema of openapi.json has a name that ends in Test', () => {
  expect(names.filter((name) => name.endsWith('Test'))).toEqual([]);
});

/** Names of types that a generator renames with a notice, in Java, C#, Go, PHP or Ruby. */
const RESERVED = new Set(
  (
    'abstract apiclient apiexception apiresponse array assembly boolean byte case char class ' +
    'client configuration const decimal default double empty enum error exception file final ' +
    'float function global image import integer interface list localdate localdatetime long map ' +
    'module namespace null object offsetdatetime package pair parallel parent private protected ' +
    'public range return self set short stacktrace static string stringutil switch system task ' +
    'this thread time timezone trait try type uri use var version void while'
  ).split(' '),
);

it('no schema of openapi.json has a name that a language reserves', () => {
  expect(names.filter((name) => RESERVED.has(name.toLowerCase()))).toEqual([]);
});

// The constructor of Key is called NewKey in Go, where a schema NewKey would be a second one.
it('no schema of openapi.json is called like the constructor of another', () => {
  expect(
    names.filter((name) => names.includes(name.replace(/^New/, '')) && /^New/.test(name)),
  ).toEqual([]);
});

it('no two schemas of openapi.json differ in the case of letters alone', () => {
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
});

// sdks/generated/languages has a name for each of these, where a language needs one.
it('parameters of openapi.json have names that no language reserves, but for known ones', () => {
  const known = ['time_zone', 'type'];
  const parameters = operations.flatMap((operation) => operation.parameters ?? []);
  const named = parameters.flatMap((one) => ('name' in one ? [one.name] : []));
  const reserved = named.filter((name) => RESERVED.has(name.replaceAll(/[_-]/g, '').toLowerCase()));
  expect([...new Set(reserved)].sort()).toEqual(known);
});

it('samples of bodies are in their schemas, where generators do not stumble over them', () => {
  const bodies = [...operations, ...webhooks].flatMap(({ operationId, requestBody }) =>
    Object.values(requestBody?.content ?? {}).map((media) => ({ operationId, media })),
  );
  const beside = bodies.filter(({ media }) => media.example ?? media.examples);
  expect(beside.map(({ operationId }) => operationId)).toEqual([]);
});

// A choice without a type becomes a class AnyOf that no generator writes.
it('every choice of openapi.json is between schemas that have a type', () => {
  const isTyped = (one: Schema) => '$ref' in one || 'type' in one || 'enum' in one;
  const places = placesWhere(({ anyOf, oneOf }) =>
    [anyOf, oneOf].some((choice) => Array.isArray(choice) && !choice.every(isTyped)),
  );
  expect(places).toEqual([]);
});

// Ten gigabytes in bytes are too many for the 32 bits of an integer without a format.
it('every integer of openapi.json fits into 32 bits or has the format int64', () => {
  const places = placesWhere(
    ({ type, maximum, format }) =>
      type === 'integer' && format !== 'int64' && !(Number(maximum) < 2 ** 31),
  );
  expect(places).toEqual([]);
});

// Java converts the words of a set to a type of their own, which a set of plain words is not.
it('words in a set of openapi.json have a name', () => {
  const places = placesWhere(
    ({ uniqueItems, items }) => uniqueItems === true && 'enum' in (items as Schema),
  );
  expect(places).toEqual([]);
});
