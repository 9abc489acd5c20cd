import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { seedDemonstration } from '../src/surfaces/seed/index.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';

type Field = { key: string; value: string };
type Auth = { type: string; basic?: Field[]; bearer?: Field[] };
type Item = {
  name: string;
  request: {
    method: string;
    auth?: Auth;
    header: Field[];
    url: { raw: string };
    body?: { raw: string };
  };
  event: { script: { exec: string[] } }[];
};
type Collection = { auth: Auth; variable: Field[]; item: { name: string; item: Item[] }[] };

/** The collection has about a hundred requests. */
const PATIENCE_MS = 120_000;

const store = await forThisFile(openStore());
await seedDemonstration(store.db, new Date());

/** Runs a collection as Postman does: variables, authorization and the test scripts, in order. */
async function run(collection: Collection): Promise<string[]> {
  const variables = new Map(collection.variable.map(({ key, value }) => [key, value]));
  const fill = (text: string) =>
    text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => variables.get(name) ?? `{{${name}}}`);
  const failures: string[] = [];
  const items = collection.item.flatMap(({ item }) => item);
  expect(items.length).toBeGreaterThan(25);
  for (const { name, request, event } of items) {
    const url = new URL(fill(request.url.raw));
    const answer = await store.app.inject({
      method: request.method as 'GET',
      url: url.pathname + url.search,
      headers: {
        ...Object.fromEntries(request.header.map(({ key, value }) => [key, fill(value)])),
        ...authorize(request.auth ?? collection.auth, fill),
      },
      ...(request.body && { payload: fill(request.body.raw) }),
    });
    const fail = (why: string) => failures.push(`${name}: ${why} ${answer.body.slice(0, 300)}`);
    const scripts = event.map(({ script }) => script.exec.join('\n')).join('\n');
    runInNewContext(scripts, { pm: postman(answer, variables, fail) });
  }
  return failures;
}

function authorize(auth: Auth, fill: (text: string) => string): Record<string, string> {
  const read = (fields: Field[] = [], name: string) =>
    fill(fields.find(({ key }) => key === name)?.value ?? '');
  if (auth.type === 'bearer') return { authorization: `Bearer ${read(auth.bearer, 'token')}` };
  if (auth.type !== 'basic') return {};
  const pair = `${read(auth.basic, 'username')}:${read(auth.basic, 'password')}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

type Answer = { statusCode: number; json(): unknown };

/** The part of Postman's `pm` that the collection uses. */
function postman(answer: Answer, variables: Map<string, string>, fail: (why: string) => void) {
  const status = (wanted: number) => {
    if (answer.statusCode !== wanted) throw new Error(`got ${answer.statusCode}, not ${wanted};`);
  };
  return {
    response: { json: () => answer.json(), to: { have: { status } } },
    collectionVariables: { set: (key: string, value: string) => variables.set(key, value) },
    test(_name: string, check: () => void) {
      try {
        check();
      } catch (error) {
        fail((error as Error).message);
      }
    },
  };
}

it(
  'the Postman collection runs from top to bottom against a fresh sandbox',
  async () => {
    const collection = (await store.app.inject('/postman.json')).json<Collection>();
    expect(await run(collection)).toEqual([]);
  },
  PATIENCE_MS,
);
