import type { RefusalCode } from '../../src/kernel/refusal.ts';
import type { Tx } from '../../src/platform/db/database.ts';
import type { TestStore } from '../support/app.ts';
import type { Operation } from '../support/operations.ts';
import { grantedRequest, send } from '../support/requests.ts';
import { openReseller, type Reseller } from '../support/resellers.ts';
import type { Answer } from '../support/slice.ts';
import type { Wanted } from '../support/wanted.ts';

/** The place of a scene. A scene that changes the reseller for others uses one of its own. */
export type Stage = { store: TestStore; operation: Operation; reseller: Reseller };

/** Makes an operation refuse for one reason; everything else in the request is valid. */
export type Scene = (stage: Stage, code: RefusalCode) => Promise<Answer>;
export type Scenes = Partial<Record<RefusalCode, Scene>>;

/** The same with a reseller of its own. */
export async function apart(stage: Stage, creditsMinor?: bigint): Promise<Stage> {
  return { ...stage, reseller: await openReseller(stage.store, creditsMinor) };
}

/** Changes a rule of the account, as its operator would. */
export async function rule(
  { store, reseller: { id: accountId } }: Stage,
  change: (tx: Tx, account: { accountId: string }) => Promise<void>,
): Promise<void> {
  await store.db.transaction((tx) => change(tx, { accountId }));
  store.parts.access.invalidateAccount(accountId);
}

/** Sends a valid request with this change. */
export async function ask(
  { operation, reseller }: Stage,
  change: Partial<Wanted> | ((wanted: Wanted) => Partial<Wanted>),
): Promise<Answer> {
  const wanted = await grantedRequest(operation, reseller);
  const changed = typeof change === 'function' ? change(wanted) : change;
  return send(operation, { ...wanted, ...changed }, reseller);
}

/** Sends a valid request with these fields added to the body. */
export function askWith(stage: Stage, fields: Record<string, unknown>): Promise<Answer> {
  return ask(stage, ({ body }) => ({ body: { ...body, ...fields } }));
}

/** Sends a valid request with another token, or none. */
export async function askAs(
  { store, operation, reseller }: Stage,
  token: string | undefined,
): Promise<Answer> {
  return send(operation, await grantedRequest(operation, reseller), { store, token });
}
