import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { auditedApp, type SdkApp } from './app.ts';
import {
  type AppChange,
  type AppDraft,
  type AppIdentity,
  changedIdentity,
  identityOf,
} from './app-identity.ts';
import {
  insertApp,
  selectAppForUpdate,
  selectApps,
  updateApp,
  updateRemoved,
} from './app-store.ts';
import { endKeysOf } from './key-store.ts';

/** Keeps the list, which has no pages, one answer of a sane size. */
const MAX_APPS = 50;

/**
 * Registers an app, about which the platform then decides. Throws `invalid_request`,
 * `invalid_state` (the account has the app, or has `MAX_APPS`).
 */
export async function registerApp(
  scope: Scope,
  { realNow, ...draft }: AppDraft & { realNow: Date },
): Promise<SdkApp> {
  const { db, accountId } = scope;
  const app: SdkApp = {
    ...identityOf(draft),
    ...undecided(realNow),
    accountId,
    id: newId(),
    activatesItems: draft.activatesItems ?? false,
    requiresAttestation: false,
  };
  // Does not lock: an app too many by a race does no harm.
  if ((await selectApps(db, accountId)).length >= MAX_APPS) {
    throw new Refusal('invalid_state', `An account has at most ${MAX_APPS} apps. Remove one.`);
  }
  if (!(await insertApp(db, app))) {
    throw new Refusal('invalid_state', 'Your account has registered this app already.');
  }
  audit(scope, {
    action: 'sdk_app.registered',
    target: app.id,
    before: null,
    after: auditedApp(app),
  });
  return app;
}

/**
 * Changes an app. The platform decides again if the team or a certificate changes. Throws
 * `invalid_request`, `sdk_app_not_found`, `invalid_state` (its sessions need an attestation, which
 * calls of users do not carry).
 */
export async function changeApp(
  scope: Scope,
  { id, realNow, ...change }: AppChange & { id: string; realNow: Date },
): Promise<SdkApp> {
  const before = await lockApp(scope, id);
  const identity = changedIdentity(before, change);
  if (identity.identifier !== before.identifier) {
    const field = before.platform === 'ios' ? '/bundleId' : '/packageName';
    throw invalid(field, 'must be that of the app; register another app instead');
  }
  const { activatesItems = before.activatesItems } = change;
  if (activatesItems && before.requiresAttestation) {
    throw new Refusal(
      'invalid_state',
      'The sessions of this app need an attestation, which calls with a user token do not carry. ' +
        'Switch the attestation off first.',
    );
  }
  const isSame = hasSameSigner(before, identity);
  const app = { ...before, ...identity, activatesItems, ...(!isSame && undecided(realNow)) };
  await updateApp(scope.db, app);
  audit(scope, {
    action: 'sdk_app.updated',
    target: app.id,
    before: auditedApp(before),
    after: auditedApp(app),
  });
  return app;
}

/** Removes an app and ends its keys. Throws `sdk_app_not_found`. */
export async function removeApp(
  scope: Scope,
  { id, realNow: at }: { id: string; realNow: Date },
): Promise<void> {
  const app = await lockApp(scope, id);
  await updateRemoved(scope.db, { ...app, at });
  await endKeysOf(scope.db, { ...app, at });
  audit(scope, { action: 'sdk_app.removed', target: app.id, before: auditedApp(app), after: null });
}

/** Returns an app of the account and locks it. Throws `sdk_app_not_found`. */
export async function lockApp(
  { db, accountId }: { db: Tx; accountId: string },
  id: string,
): Promise<SdkApp> {
  const app = await selectAppForUpdate(db, { accountId, id });
  if (app) return app;
  throw new Refusal('sdk_app_not_found', 'Your account has no app with this ID.');
}

function undecided(requestedAt: Date) {
  return { state: 'requested' as const, rejectionReason: null, requestedAt, decidedAt: null };
}

function hasSameSigner(before: SdkApp, { teamId, certificates }: AppIdentity): boolean {
  return before.teamId === teamId && before.certificates.join() === certificates.join();
}
