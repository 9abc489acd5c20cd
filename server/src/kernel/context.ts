import type { Mandate } from './mandate.ts';
import type { ApiScope } from './scopes.ts';

export type AccountMode = 'live' | 'sandbox';

export type Actor =
  | { kind: 'api_key'; clientId: string; name?: string }
  | { kind: 'person'; personId: string; name: string; role: string }
  | { kind: 'platform'; name: string };

/** Returns whether one of the platform's people asks, also in a view of a reseller's portal. */
export function isOfPlatform(actor: Actor): boolean {
  return actor.kind === 'person' && /^operator(-support)?$/.test(actor.role);
}

/** The platform is one actor; the actor's name tells its parts apart. */
const PLATFORM_ID = 'platform';

/** Returns what identifies an actor for good: a client id, a person's id, or `platform`. */
export function actorIdOf(actor: Actor): string {
  switch (actor.kind) {
    case 'api_key':
      return actor.clientId;
    case 'person':
      return actor.personId;
    case 'platform':
      return PLATFORM_ID;
  }
}

/** What a verb changed, for the audit log; no secrets, and ids in place of a traveller's data. */
export type Change = {
  /** `api_key.created`: the thing, then what happened to it. */
  action: string;
  /** Which one of the things. */
  target: string | null;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  /** Whose sign-in it was, where the call itself has no author yet. */
  signIn?: {
    personId: string;
    /** False for a failure, because the caller is unknown. */
    isProved: boolean;
  };
};

/** Who made a change, and from where; `accountId` is null where it concerns the whole company. */
export type Author = {
  organizationId: string;
  accountId: string | null;
  actor: Actor;
  requestId: string;
  /** The time by the clock of a sandbox; left out where that is the real time. */
  accountAt?: Date | undefined;
  /** Null without a caller, for a command or a job. */
  remoteAddress: string | null;
  /** The mandate of the calling key, if it has one, and the tool that the caller named. */
  mandate?: Mandate | null | undefined;
  tool?: string | undefined;
};

/** Who asks, for which account, and what time it is there. Always a parameter, never ambient. */
export type Context = {
  accountId: string;
  organizationId: string;
  mode: AccountMode;
  actor: Actor;
  /** The account's clock (`accounts.clock_offset_ms`), which a sandbox can move forward. */
  now: Date;
  requestId: string;
  /** Where the call came from, for the audit log. */
  remoteAddress: string;
  scopes: readonly ApiScope[];
  /** Sales must name the traveller's `userIp` and `userCountry`. */
  requiresUserLocation: boolean;
  refundLimitPerMonth: number;
  /** What the key may spend a UTC day; null without a limit. */
  dailySpendLimitMinor: bigint | null;
  /** What the key may sell and spend; null without a mandate. */
  mandate: Mandate | null;
  /** The tool of an agent by which the call was made, as the caller named it. */
  tool?: string | undefined;
  /** True if a tool of `/mcp` made the call. */
  isAgent?: boolean | undefined;
  /** What the verbs of this call have noted for the audit log; see `noteChange`. */
  changes: Change[];
};

/** The part of a context that notes changes; seeds and commands come without and note nothing. */
export type AuditTrail = Partial<Pick<Context, 'changes'>>;

/**
 * Adds a change to those of the call; `write` stores it in the audit log in the same transaction.
 */
export function audit({ changes }: AuditTrail, change: Change): void {
  changes?.push(change);
}
