import { describe, expect, it } from 'vitest';
import type { RefusalCode } from '../src/kernel/refusal.ts';
import { KEY_SCOPES } from '../src/kernel/scopes.ts';
import { PROBLEMS } from '../src/platform/http/problems.ts';
import {
  codesToPlay,
  GUARDED,
  OF_APPS,
  OF_CARRIERS,
  OF_SIGNING_IN,
  OF_THE_STORE,
  SCENES,
} from './endpoints/scenes.ts';
import { faultsOf, faultsOfRefusal } from './support/answers.ts';
import { openStore } from './support/app.ts';
import { forThisFile } from './support/for-this-file.ts';
import { type Operation, readOperations } from './support/operations.ts';
import { grantedRequest, send, spoilsAccount } from './support/requests.ts';
import { openReseller, type Reseller } from './support/resellers.ts';
import { loadPlans } from './support/shop.ts';

const operations = await readOperations();
const named = (some: Operation[]) => some.map((each) => [each.name, each] as const);
const privateOnes = operations.filter(({ scope }) => scope !== undefined);

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);

/** Returns the shared reseller, or a new one for scenes that change it for others. */
async function actorOf(operation: Operation): Promise<Reseller> {
  return spoilsAccount(operation) ? openReseller(store) : reseller;
}

/** Makes the operation refuse for this reason. Returns what is wrong with the response. */
async function play(operation: Operation, code: RefusalCode): Promise<string[]> {
  const scene = SCENES[code];
  if (!scene) return [`${code}: test/endpoints has no scene for it`];
  const stage = { store, operation, reseller: await actorOf(operation) };
  return faultsOfRefusal(await scene(stage, code), operation, code);
}

describe('every operation', () => {
  it.each(named(operations))('%s succeeds with its scope alone', async (_, operation) => {
    const actor = await actorOf(operation);
    const scopes = operation.scope && [operation.scope];
    const token = await actor.tokenOf({ ...(scopes && { scopes }) });
    const wanted = await grantedRequest(operation, actor);
    const answer = await send(operation, wanted, { store, token });
    expect(answer.statusCode, answer.body).toBeLessThan(300);
    expect(faultsOf(answer, operation)).toEqual([]);
  });

  it.each(named(operations))('%s gives each refusal that it documents', async (_, operation) => {
    const faults: string[] = [];
    for (const code of codesToPlay(operation)) faults.push(...(await play(operation, code)));
    expect(faults).toEqual([]);
  });

  it('every operation requires the documented scope', () => {
    const wrong = privateOnes.filter((each) => each.scope !== documentedScope(each));
    expect(wrong.map(({ name, scope }) => `${name} requires ${scope}`)).toEqual([]);
  });

  it('every operation that reads is open to a key of any scope', async () => {
    const operation = operations.find(({ name }) => name === GUARDED) as Operation;
    const wanted = await grantedRequest(operation, reseller);
    for (const scope of KEY_SCOPES) {
      const token = await reseller.tokenOf({ scopes: [scope] });
      expect((await send(operation, wanted, { store, token })).statusCode, scope).toBe(200);
    }
  });

  it('the operations together give every refusal that there is', () => {
    const played = operations.flatMap(codesToPlay);
    const given = new Set([
      ...played,
      ...OF_THE_STORE,
      ...OF_CARRIERS,
      ...OF_APPS,
      ...OF_SIGNING_IN,
    ]);
    expect([...given].sort()).toEqual(Object.keys(PROBLEMS).sort());
  });
});

/** docs/api-compatibility.md#scopes. Replacing an eSIM needs `sell`: it hands out an
 * eSIM; who sells also suspends. */
function documentedScope({ method, path }: Operation): string {
  if (path.endsWith('/billing-details') || path.endsWith('/{uid}/personal-data')) return 'manage';
  if (/audit-log$|organization\/closing$|\{personId\}\/personal-data$/.test(path)) return 'team';
  if (path.startsWith('/operator/')) {
    return method === 'GET' || /^\/operator\/(tickets|canned-answers)|\/views$/.test(path)
      ? 'assist'
      : 'operate';
  }
  if (/^\/gigastore\/(requests|device-logins)/.test(path)) return 'manage';
  if (method === 'GET' || path.endsWith('/search-customers')) return 'read';
  if (/^\/gigastore\/(team|organization)/.test(path)) return 'team';
  if (path.endsWith('/refund')) return 'refund';
  return OF_SELLERS.some((pattern) => pattern.test(path)) ? 'sell' : 'manage';
}

/** Selling, and what those who sell do for a customer. */
const OF_SELLERS = [
  /\/activations\/(register|top-up|top-up-with-profile)$/,
  /\/activations\/batches(\/|$)/,
  /\/(activate|replace|suspend|resume|send-installation|links\/rotate)$/,
  /\/customers\/\{uid\}\/(notes|tags)/,
  /\/sdk\/install-tokens$/,
  /^\/gigastore\/tickets/,
];
