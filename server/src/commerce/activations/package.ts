import { type SizeUnit, toBytes, toGigabytes } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { toPrice } from '../../kernel/money.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import { isAppChannel, type SalesChannel } from '../../kernel/sales-channel.ts';
import { showTerms } from '../catalog/index.ts';
import { bytesFrom, type DayUse, isUnlimited, showToday, type WithDays } from './data-days.ts';

export type ActivationMode = 'NOW' | 'FIRST_USE' | 'ON_DEMAND';
export type PackageStatus = 'PURCHASED' | 'ACTIVATED' | 'REFUNDED';
/**
 *   sold on credits or from stock            sold, and the carrier has not answered
 *          │                                            │
 *          │ mode FIRST_USE, ON_DEMAND                  ▼
 *          ├──────────────────────▶ WAITING ◀─────── PENDING ───────▶ FAILED
 *          │ mode NOW                 │  │  delivered    │  not delivered: hold released
 *          ▼      first use, call or  │  │               │
 *        ACTIVE ◀─── 90 days later ───┘  │               │
 *        │ │  ▲                          │               │
 *        │ │  └──────────────────────────┼── delivered, mode NOW
 *        │ └── refunded, unused ─────────┴─▶ REFUNDED
 *        ├── all data used ──▶ DEPLETED
 *        └── validity over ──▶ EXPIRED
 *
 * DEPLETED, EXPIRED, REFUNDED and FAILED are final.
 */
export type PackageState =
  | 'PENDING'
  | 'WAITING'
  | 'ACTIVE'
  | 'DEPLETED'
  | 'EXPIRED'
  | 'REFUNDED'
  | 'FAILED';

/** A waiting package activates by itself this many days after the purchase. */
const WAITING_DAYS = 90;
const DAY_MS = 86_400_000;

export type Package = {
  accountId: string;
  id: string;
  customerId: string;
  profileDomainId: string;
  esimProfileId: string | null;
  inventoryItemId: string;
  dataPlanId: string;
  name: string;
  sizeValue: number;
  sizeUnit: SizeUnit;
  dataBytes: bigint;
  usedBytes: bigint;
  /** Null if the data is a single amount. */
  dataTerms: DataTerms | null;
  /** What each day gave; null before the first use, and without terms. */
  dataDays: DayUse[] | null;
  /** Null if the validity is unlimited. */
  validityDays: number | null;
  countrySet: string;
  carrier: string;
  activationMode: ActivationMode;
  salesChannel: SalesChannel;
  metatag: string | null;
  userIp: string | null;
  userCountry: string | null;
  status: PackageStatus;
  state: PackageState;
  purchasePriceMinor: bigint;
  retailPriceMinor: bigint;
  holdSequence: bigint | null;
  /** The key that sold it; null if a person did. */
  clientId: string | null;
  /** The person who sold it in the portal. */
  personId: string | null;
  soldAt: Date;
  activatedAt: Date | null;
  expiresAt: Date | null;
  /** When the warning of its expiry was sent; see `due.ts`. */
  warnedAt: Date | null;
  refundedAt: Date | null;
};

/** The fields of a package that usage and time read and change. */
export type PackageLife = Pick<
  Package,
  | 'id'
  | 'customerId'
  | 'profileDomainId'
  | 'name'
  | 'metatag'
  | 'dataBytes'
  | 'usedBytes'
  | 'dataTerms'
  | 'dataDays'
  | 'validityDays'
  | 'countrySet'
  | 'activationMode'
  | 'state'
  | 'soldAt'
  | 'activatedAt'
  | 'expiresAt'
  | 'warnedAt'
>;

/** The account's time and the refunds it has left this month, on which a view depends. */
export type ViewTime = { now: Date; refundsLeft: number };

/** The channels of the published API, which has none for agents. */
const CHANNELS = {
  API: { code: 'API', name: 'Application Programming Interface' },
  MCP: { code: 'API', name: 'Application Programming Interface' },
  IOS_SDK: { code: 'IOS_SDK', name: 'iOS SDK' },
  ANDROID_SDK: { code: 'ANDROID_SDK', name: 'Android SDK' },
  PORTAL: { code: 'PORTAL', name: 'Portal' },
} satisfies Record<SalesChannel, { code: SalesChannel; name: string }>;

/** Returns `from` plus the validity; null if the validity is unlimited. */
export function expiryOf(from: Date, validityDays: number | null): Date | null {
  return validityDays === null ? null : new Date(from.getTime() + validityDays * DAY_MS);
}

/** Returns when a waiting package activates by itself. */
function waitingEnd(soldAt: Date): Date {
  return new Date(soldAt.getTime() + WAITING_DAYS * DAY_MS);
}

/** Returns the state and the times of a package that its carrier has delivered. */
export function lifeFrom(
  item: Pick<Package, 'activationMode' | 'validityDays'>,
  deliveredAt: Date,
): Pick<Package, 'state' | 'activatedAt' | 'expiresAt'> {
  if (item.activationMode !== 'NOW') {
    return { state: 'WAITING', activatedAt: null, expiresAt: waitingEnd(deliveredAt) };
  }
  const expiresAt = expiryOf(deliveredAt, item.validityDays);
  return { state: 'ACTIVE', activatedAt: deliveredAt, expiresAt };
}

type Timed = Pick<Package, 'state' | 'activatedAt' | 'expiresAt' | 'validityDays'>;

/**
 * Returns the package as it is at `now`, even if no worker has written what was due: a package past
 * its waiting time is active, a package past its expiry is expired.
 */
export function packageAt<Item extends Timed>(item: Item, now: Date): Item {
  const { state, expiresAt } = item;
  if (expiresAt === null || expiresAt > now) return item;
  if (state === 'ACTIVE') return { ...item, state: 'EXPIRED' };
  if (state !== 'WAITING') return item;
  const expiry = expiryOf(expiresAt, item.validityDays);
  return packageAt({ ...item, state: 'ACTIVE', activatedAt: expiresAt, expiresAt: expiry }, now);
}

type Holding = Pick<Package, 'state' | 'sizeValue' | 'sizeUnit'> & WithDays;

/**
 * Returns the bytes that are left at `now`; zero if the package has ended or was refunded, and the
 * nominal size while unlimited data runs.
 */
export function availableBytes(item: Holding, now: Date): bigint {
  const holds = item.state === 'ACTIVE' || item.state === 'WAITING' || item.state === 'PENDING';
  if (!holds) return 0n;
  return isUnlimited(item) ? toBytes(item) : bytesFrom(item, now);
}

/** Returns the first refusal of a refund that applies; null if the package is refundable. */
export function refusalToRefund(item: Package, refundsLeft: number): RefusalCode | null {
  if (item.status === 'REFUNDED') return 'already_refunded';
  if (item.state === 'PENDING' || item.state === 'FAILED') return 'invalid_state';
  if (item.status === 'ACTIVATED') return 'not_refundable_stock';
  if (item.state === 'EXPIRED') return 'not_refundable_expired';
  if (item.usedBytes > 0n) return 'not_refundable_used';
  return refundsLeft > 0 ? null : 'refund_limit_reached';
}

/** Returns the package as the API's `ActivatedItem`. */
export function showActivatedItem(stored: Package, { now, refundsLeft }: ViewTime) {
  const item = packageAt(stored, now);
  const refundableReason = refusalToRefund(item, refundsLeft);
  return {
    uid: item.id,
    metatag: item.metatag,
    salesChannel: CHANNELS[item.salesChannel].name,
    salesChannelTypeCode: CHANNELS[item.salesChannel].code,
    channel: item.salesChannel,
    soldBy: showSeller(item),
    activationType: 'DATA_PLAN' as const,
    purchasePrice: toPrice(item.purchasePriceMinor),
    retailPrice: toPrice(item.retailPriceMinor),
    salesDate: item.soldAt.toISOString(),
    status: item.status,
    state: item.state,
    customerUid: item.customerId,
    countrySet: item.countrySet,
    refundable: refundableReason === null,
    refundableReason,
    balance: showBalance(item, now),
  };
}

function showSeller({ clientId, personId, salesChannel }: Package) {
  const kind = isAppChannel(salesChannel) ? 'app' : 'api_key';
  if (clientId !== null) return { kind, id: clientId } as const;
  return personId === null ? null : { kind: 'person' as const, id: personId };
}

function showBalance(item: Package, now: Date) {
  const left = availableBytes(item, now);
  return {
    activatedAt: item.activatedAt?.toISOString() ?? null,
    expiresAt: item.expiresAt?.toISOString() ?? null,
    activationMode: item.activationMode,
    name: item.name,
    size: { sizeValue: item.sizeValue, sizeUnit: item.sizeUnit },
    availableBalance: toGigabytes(left),
    availableBytes: Number(left),
    usedBytes: Number(item.usedBytes),
    validitySize: item.validityDays,
    validityUnit: 'days' as const,
    countrySet: item.countrySet,
    ...(item.dataTerms && { ...showTerms(item.dataTerms), today: showToday(item, now) }),
  };
}

/** Returns the data left in packages that have neither ended nor been refunded. */
export function showTotal(items: Package[], now: Date) {
  const total = items.reduce((sum, item) => sum + availableBytes(packageAt(item, now), now), 0n);
  return showBytes(total);
}

/** Returns bytes as the API shows a total. */
export function showBytes(bytes: bigint) {
  return { totalAvailableBalance: toGigabytes(bytes), totalAvailableBytes: Number(bytes) };
}
