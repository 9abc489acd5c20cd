import type { Actor } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { ApiKey } from './api-key.ts';
import { selectApiKey } from './api-key-store.ts';
import { type IpRange, parseIpRange, readStoredRanges } from './ip-allow-list.ts';

type Limits = { scopes?: readonly string[]; ipAllowList?: readonly string[] };
type Caller = Pick<Scope, 'db' | 'accountId'> & { actor?: Actor };

/**
 * Returns the draft of a key as the caller may create it: scopes and addresses that are left out
 * are those of the calling key. People and commands create any key. Throws `forbidden` if the
 * calling key has a spend limit or a mandate, `insufficient_scope` for a scope and `forbidden` for
 * an address that it does not have.
 */
export async function withinCaller<Draft extends Limits>(
  scope: Caller,
  draft: Draft,
): Promise<Draft> {
  const caller = await callingKey(scope);
  if (!caller) return draft;
  // Each new key would have a limit of its own, so that together they have none.
  if (caller.dailySpendLimitMinor !== null) {
    throw new Refusal('forbidden', 'A key with a daily spend limit cannot create or change keys.');
  }
  if (caller.mandate !== null) {
    throw new Refusal('forbidden', 'A key with a mandate cannot create or change keys.');
  }
  const { scopes = caller.scopes, ipAllowList = [] } = draft;
  // Each scope includes `read`.
  const missing = scopes.filter(
    (each) => each !== 'read' && !caller.scopes.some((own) => own === each),
  );
  if (missing.length > 0) {
    const lacking = missing.join(', ');
    const detail = `A key can manage only keys whose scopes it has itself. It lacks ${lacking}.`;
    throw new Refusal('insufficient_scope', detail);
  }
  const list = ipAllowList.length > 0 ? ipAllowList : caller.ipAllowList;
  requireAddresses(readStoredRanges(caller.ipAllowList), list);
  return { ...draft, scopes, ipAllowList: list };
}

/**
 * Throws when the calling key may not change a key or give it a new secret: `forbidden` if the
 * calling key has a spend limit or the other one works from more addresses, `insufficient_scope` if
 * the other one has more scopes. People and commands may change any key.
 */
export async function requireWithinCaller(scope: Caller, key: ApiKey): Promise<void> {
  const caller = await callingKey(scope);
  if (!caller) return;
  await withinCaller(scope, key);
  if (key.ipAllowList.length === 0 && caller.ipAllowList.length > 0) throw otherAddresses();
}

async function callingKey({ db, accountId, actor }: Caller): Promise<ApiKey | undefined> {
  if (actor?.kind !== 'api_key') return undefined;
  return selectApiKey(db, { accountId, clientId: actor.clientId });
}

/** A range that cannot be read is refused later, like any wrong range. */
function requireAddresses(own: readonly IpRange[], asked: readonly string[]): void {
  if (own.length === 0) return;
  const ranges = asked.map(parseIpRange).filter((range) => range !== undefined);
  if (ranges.every((range) => own.some((outer) => isWithin(range, outer)))) return;
  throw otherAddresses();
}

function otherAddresses(): Refusal {
  const detail = 'A key can manage only keys for IP addresses that it may be used from itself.';
  return new Refusal('forbidden', detail);
}

function isWithin([address, bits]: IpRange, [network, outerBits]: IpRange): boolean {
  return (
    bits >= outerBits && address.kind() === network.kind() && address.match(network, outerBits)
  );
}
