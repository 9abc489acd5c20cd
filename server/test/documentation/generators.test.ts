import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

type Operation = { operationId: string; tags: string[] };
type Paths = Record<string, Record<string, Operation>>;

const document = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { paths: Paths; webhooks: Paths; components: { schemas: object } };
const allOf = (paths: Paths) => Object.values(paths).flatMap((path) => Object.values(path));
const operations = allOf(document.paths);
const webhooks = allOf(document.webhooks);

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
  const names = Object.keys(document.components.schemas);
  expect(names.filter((name) => name.endsWith('Test'))).toEqual([]);
});
