import type { AccountMode } from '../../kernel/context.ts';
import {
  APP_CHANNELS,
  type KeyChannel,
  SALES_CHANNELS,
  type SalesChannel,
} from '../../kernel/sales-channel.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type ApiKey, listApiKeys } from '../accounts/index.ts';
import { isAppUsable } from './key.ts';
import { countSellingKeys, type SellingKeys } from './key-store.ts';

/** A sales channel of an account, and the keys and apps that sell in it now. */
type AccountChannel = {
  channel: SalesChannel;
  isActive: boolean;
  keys: number;
  apps: number;
};

type Read = { db: Queryable; accountId: string; mode: AccountMode; now: Date; realNow: Date };

/**
 * Returns every sales channel of an account, and whether packages can be sold in it now. People
 * always may in the portal; the other channels are on while the account has a key for them.
 */
export async function readSalesChannels(scope: Read): Promise<AccountChannel[]> {
  const [keys, selling] = await Promise.all([
    listApiKeys(scope),
    countSellingKeys(scope.db, scope),
  ]);
  const ofApps = selling.filter(({ state }) => isAppUsable({ state, mode: scope.mode }));
  return SALES_CHANNELS.map((channel) => {
    const counts = countFor(channel, { keys, ofApps, now: scope.now });
    return { channel, isActive: channel === 'PORTAL' || counts.keys > 0, ...counts };
  });
}

type Sellers = { keys: readonly ApiKey[]; ofApps: readonly SellingKeys[]; now: Date };

function countFor(channel: SalesChannel, { keys, ofApps, now }: Sellers) {
  if (channel === 'PORTAL') return { keys: 0, apps: 0 };
  if (channel === 'API' || channel === 'MCP') {
    return { keys: keys.filter((key) => sellsIn(key, channel, now)).length, apps: 0 };
  }
  const own = ofApps.filter(({ platform }) => APP_CHANNELS[platform] === channel);
  return { keys: sum(own.map((one) => one.keys)), apps: sum(own.map((one) => one.apps)) };
}

function sellsIn({ scopes, mandate }: ApiKey, channel: KeyChannel, now: Date): boolean {
  if (!scopes.includes('sell')) return false;
  if (!mandate) return true;
  const isOver = mandate.expiresAt !== null && mandate.expiresAt <= now;
  return !isOver && (mandate.channels?.includes(channel) ?? true);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** Returns a channel as the API shows it. */
export function showChannel({ channel, isActive, keys, apps }: AccountChannel) {
  return { channel, active: isActive, keys, apps };
}
