import { type AuditTrail, audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { isFixed, type Notification, notificationsOf } from './notification.ts';
import { selectChoices, upsertChoice } from './store.ts';

type Person = { personId: string; role: string };

/** Returns the notifications of a person. */
export async function readNotifications(
  db: Queryable,
  { personId, role }: Person,
): Promise<Notification[]> {
  return notificationsOf(role, await selectChoices(db, personId));
}

/**
 * Turns notifications of a person on or off; others stay as they are. Throws `invalid_request` for
 * a kind that the person's role always receives, or that does not concern it.
 */
export async function chooseNotifications(
  scope: { db: Tx } & AuditTrail,
  { personId, role }: Person,
  chosen: readonly Pick<Notification, 'kind' | 'enabled'>[],
): Promise<Notification[]> {
  const known = notificationsOf(role, []).map(({ kind }) => kind);
  for (const [index, { kind, enabled }] of chosen.entries()) {
    if (!known.includes(kind)) throw invalid(`/items/${index}/kind`, 'is not sent to your role');
    if (enabled || !isFixed(kind, role)) continue;
    throw invalid(`/items/${index}/enabled`, 'must be true: these cannot be turned off');
  }
  const before = await readNotifications(scope.db, { personId, role });
  for (const { kind, enabled } of chosen) {
    await upsertChoice(scope.db, personId, { kind, isWanted: enabled });
  }
  const after = await readNotifications(scope.db, { personId, role });
  audit(scope, {
    action: 'person.notifications_changed',
    target: personId,
    before: enabledOf(before),
    after: enabledOf(after),
  });
  return after;
}

function enabledOf(notifications: readonly Notification[]) {
  return { enabled: notifications.filter(({ enabled }) => enabled).map(({ kind }) => kind) };
}
