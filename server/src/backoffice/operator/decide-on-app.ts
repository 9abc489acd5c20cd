import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  type AppState,
  type ListedApp,
  lockAnyApp,
  selectAnyApp,
  updateApp,
} from '../../tenancy/sdk-apps/index.ts';
import { auditFor } from './audit-for.ts';
import { mailDecision } from './mail-decision.ts';

/**
 * Approves or rejects an app of a reseller, whatever was decided before, and mails the reseller.
 * Throws `sdk_app_not_found`, `invalid_state` if that was decided already.
 */
export async function decideOnApp(
  scope: Scope,
  { id, ...asked }: { id: string; state: Exclude<AppState, 'requested'>; reason: string | null },
): Promise<ListedApp> {
  const { state, reason } = asked;
  const app = requireApp(await lockAnyApp(scope.db, await readAnyApp(scope.db, id)));
  if (app.state === state) throw new Refusal('invalid_state', `This app is ${state} already.`);
  const decided = { ...app, state, rejectionReason: reason, decidedAt: scope.now };
  await updateApp(scope.db, decided);
  const { organizationId, accountId } = app;
  await auditFor(scope, {
    organizationId,
    accountId,
    change: {
      action: `sdk_app.${state}`,
      target: app.id,
      before: { state: app.state, reason: app.rejectionReason },
      after: { state, reason },
    },
  });
  await mailDecision(scope.db, decided);
  return decided;
}

/** Returns an app of any account. Throws `sdk_app_not_found`. */
export async function readAnyApp(db: Queryable, id: string): Promise<ListedApp> {
  return requireApp(await selectAnyApp(db, id));
}

function requireApp(app: ListedApp | undefined): ListedApp {
  if (app) return app;
  throw new Refusal('sdk_app_not_found', 'No app has this ID.');
}
