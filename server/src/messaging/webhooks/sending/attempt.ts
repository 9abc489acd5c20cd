import type { Encryption } from '../../../kernel/encryption.ts';
import { DecryptionFailed } from '../../../kernel/encryption.ts';
import type { Reach } from '../../../kernel/outgoing-address.ts';
import type { Outgoing, OutgoingAnswer } from '../../../platform/outgoing/outgoing.ts';
import type { Endpoint } from '../endpoints/endpoint.ts';
import { signatureHeaders } from './signature.ts';

export type PostingParts = {
  outgoing: Outgoing;
  encryption: Encryption;
  /** How this installation runs. */
  mode: 'live' | 'sandbox';
  /** Milliseconds of real time. */
  clock: () => number;
};

/** Returns where the secret is stored, to which `Encryption` binds it. */
export function secretPlace({ accountId, event }: { accountId: string; event: string }): string {
  return `webhook_endpoints/${accountId}/${event}`;
}

/**
 * Returns where an account's endpoints may be. Loopback is for sandbox accounts of a sandbox
 * installation: a live installation has services of its own there.
 */
export function reachOf(mode: PostingParts['mode'], account: Pick<Endpoint, 'mode'>): Reach {
  return { loopback: mode === 'sandbox' && account.mode === 'sandbox' };
}

/** Posts a signed message to an endpoint. Never throws; `error` describes a failure. */
export async function postSigned(
  parts: PostingParts,
  endpoint: Endpoint,
  { id, body, keptBytes }: { id: string; body: string; keptBytes?: number },
): Promise<OutgoingAnswer> {
  const sentAt = new Date(parts.clock());
  const secrets = secretsOf(parts.encryption, endpoint, sentAt);
  if (!secrets) {
    return { httpStatus: null, error: UNREADABLE, durationMs: 0, response: '', retryAfterMs: null };
  }
  return parts.outgoing.post({
    url: endpoint.url,
    headers: signatureHeaders({ id, sentAt, body }, secrets),
    body,
    reach: reachOf(parts.mode, endpoint),
    caller: `${endpoint.accountId}/${endpoint.event}`,
    keptBytes,
  });
}

const UNREADABLE = 'The secret of this endpoint cannot be decrypted. Rotate it.';

type Secrets = { current: string; previous: string | null };

/** Decrypting takes longer than signing, and one read of an endpoint serves many deliveries. */
const decrypted = new WeakMap<Endpoint, Secrets | undefined>();

/** Returns the secrets that sign now, newest first; undefined if they cannot be decrypted. */
function secretsOf(encryption: Encryption, endpoint: Endpoint, now: Date): string[] | undefined {
  if (!decrypted.has(endpoint)) decrypted.set(endpoint, decryptSecrets(encryption, endpoint));
  const secrets = decrypted.get(endpoint);
  if (!secrets) return undefined;
  const { previousSecretUntil } = endpoint;
  const isPreviousValid = previousSecretUntil !== null && previousSecretUntil > now;
  return isPreviousValid && secrets.previous
    ? [secrets.current, secrets.previous]
    : [secrets.current];
}

function decryptSecrets(encryption: Encryption, endpoint: Endpoint): Secrets | undefined {
  const { secretEncrypted, previousSecretEncrypted } = endpoint;
  const place = secretPlace(endpoint);
  try {
    const current = encryption.decrypt(secretEncrypted, place);
    const previous = previousSecretEncrypted && encryption.decrypt(previousSecretEncrypted, place);
    return { current, previous };
  } catch (error) {
    if (error instanceof DecryptionFailed) return undefined;
    throw error;
  }
}
