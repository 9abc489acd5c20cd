import { readFileSync } from 'node:fs';

type Named = { operationId: string; summary: string; tags: string[] };
export type Operation = { id: string; method: string; path: string; summary: string; href: string };

const document = JSON.parse(
  readFileSync(new URL('../../server/openapi.json', import.meta.url), 'utf8'),
) as { paths: Record<string, Record<string, Named>> };

/** Every operation of the API by its ID. */
export const operations: Record<string, Operation> = Object.fromEntries(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, named]) => [
      named.operationId,
      describe(path, method.toUpperCase(), named),
    ]),
  ),
);

/** Returns an operation of the API. Throws if there is none of this ID. */
export function describeOperation(id: string): Operation {
  const operation = operations[id];
  if (!operation) throw new Error(`The API has no operation ${id}.`);
  return operation;
}

function describe(path: string, method: string, { operationId, summary, tags }: Named): Operation {
  const tag = (tags[0] ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return { id: operationId, method, path, summary, href: `/docs/api/#tag/${tag}/${method}${path}` };
}
