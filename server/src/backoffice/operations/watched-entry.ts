import type { WatchedEntry } from './watched-entry-store.ts';

/** The entries that the audit log has of sign-ins, and of calls that were refused. */
export const SIGN_IN_ACTIONS = {
  signed_in: ['person.signed_in'],
  failed: ['person.sign_in_failed', 'api_key.sign_in_failed'],
} as const;
export const REFUSED_ACTIONS = ['request.refused'] as const;

/** Returns the error code of a refused call, or the reason of a refused login with a key. */
export function codeOf({ after }: WatchedEntry): string | null {
  return textOf(after?.code) ?? textOf(after?.reason);
}

/** Returns how many calls an entry stands for: refusals of one kind share an entry. */
export function countOf({ after }: WatchedEntry): number {
  return typeof after?.count === 'number' ? after.count : 1;
}

/** Returns the sign-in of an answer. */
export function showSignIn(entry: WatchedEntry) {
  const { action, target, targetName, after } = entry;
  const isKey = action.startsWith('api_key.');
  return {
    ...showPlace(entry),
    outcome: action === 'person.signed_in' ? 'signed_in' : 'failed',
    method: isKey ? 'api_key' : (textOf(after?.method) ?? 'password'),
    who: {
      kind: isKey ? 'api_key' : 'person',
      id: target,
      name: isKey ? textOf(after?.name) : targetName,
    },
    code: codeOf(entry),
    isLocked: after?.isLocked === true,
    count: countOf(entry),
  };
}

/** Returns the refused call of an answer. */
export function showRefusedCall(entry: WatchedEntry) {
  const { actorKind: kind, actorId: id, actorName: name, target } = entry;
  return {
    ...showPlace(entry),
    who: { kind, id, name },
    operation: target,
    code: codeOf(entry),
    count: countOf(entry),
  };
}

function showPlace(entry: WatchedEntry) {
  const { id, at, organizationId, organizationName, accountId, remoteAddress, requestId } = entry;
  const place = { organizationId, organizationName, accountId, remoteAddress, requestId };
  return { id, at: at.toISOString(), ...place };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
