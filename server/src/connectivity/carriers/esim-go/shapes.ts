import { listOf, member, numberOf, textOf, timeOf } from '../ordering/carrier-json.ts';
import { toDeliveredProfile } from '../ordering/delivered-profile.ts';
import { unlimitedTerms } from '../ordering/offered-terms.ts';
import type {
  Cost,
  DeliveredProfile,
  Listed,
  Offer,
  Placed,
  ProfileStatus,
} from '../ordering/ordering-carrier.ts';

const MEGABYTE = 1_000_000;

/** Returns a decimal amount in ten-thousandths. */
export function toCost(amount: number, currency: string | null): Cost {
  return { tenThousandths: BigInt(Math.round(amount * 10_000)), currency: currency ?? 'USD' };
}

/** A bundle of the catalogue; undefined if it lacks what an order needs. */
export function toOffer(given: unknown, currency: string): Offer | undefined {
  const item = textOf(given, 'name');
  const price = numberOf(given, 'price');
  if (item === null || price === null) return undefined;
  const megabytes = numberOf(given, 'dataAmount');
  const isUnlimited = member(given, 'unlimited') === true;
  return {
    item,
    aliases: [],
    name: textOf(given, 'description') ?? item,
    cost: toCost(price, currency),
    dataBytes: isUnlimited || megabytes === null ? null : BigInt(Math.round(megabytes * MEGABYTE)),
    // The catalogue has no fair-use limit.
    dataTerms: isUnlimited ? unlimitedTerms(null) : null,
    validityDays: numberOf(given, 'duration'),
    countries: listOf(given, 'countries').flatMap((one) =>
      typeof one === 'string' ? one : (textOf(one, 'iso')?.toUpperCase() ?? []),
    ),
    canTopUp: true,
    networks: [],
  };
}

/** Returns an eSIM of an order or of assignments; undefined without its activation code. */
export function toProfile(given: unknown): DeliveredProfile | undefined {
  const iccid = textOf(given, 'iccid');
  const matchingId = textOf(given, 'matchingId') ?? '';
  const smdpAddress = (textOf(given, 'smdpAddress') ?? '')
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '');
  return toDeliveredProfile({
    iccid,
    // ICCIDs name eSIMs here; there is no other ID.
    profileId: iccid,
    imsi: null,
    activationCode: `LPA:1$${smdpAddress}$${matchingId}`,
    confirmationCode: null,
    apn: null,
  });
}

/** Returns an order that was answered or listed. A top-up is delivered without a profile. */
export function toPlaced(given: unknown, kind: 'profile' | 'top_up'): Placed {
  const order = textOf(given, 'orderReference');
  const [line] = listOf(given, 'order');
  const [profile] = listOf(line, 'esims').flatMap((one) => toProfile(one) ?? []);
  const total = numberOf(given, 'total');
  const isTopUp = kind === 'top_up';
  return {
    order,
    isDelivered: isTopUp || profile !== undefined,
    profile: isTopUp ? null : (profile ?? null),
    cost: total === null ? null : toCost(total, textOf(given, 'currency')),
  };
}

/** Returns the ICCIDs that a line of an order names. */
export function iccidsOf(line: unknown): string[] {
  const plain = listOf(line, 'iccids').filter((one) => typeof one === 'string');
  return [...plain, ...listOf(line, 'esims').flatMap((one) => textOf(one, 'iccid') ?? [])];
}

/** Returns an order of a list, once for each eSIM. */
export function toListed(given: unknown): Listed[] {
  const [line] = listOf(given, 'order');
  const one = {
    order: textOf(given, 'orderReference'),
    item: textOf(line, 'item'),
    reference: null,
    createdAt: timeOf(given, 'createdDate'),
  };
  const iccids = [...new Set(iccidsOf(line))];
  return iccids.length === 0
    ? [{ ...one, iccid: null }]
    : iccids.map((iccid) => ({ ...one, iccid }));
}

export function toStatus(given: unknown): ProfileStatus | undefined {
  const iccid = textOf(given, 'iccid');
  if (iccid === null) return undefined;
  const state = textOf(given, 'state') ?? '';
  const profile = textOf(given, 'profileStatus') ?? '';
  return { iccid, profileId: iccid, state: stateOf(state, profile), detail: `${state} ${profile}` };
}

function stateOf(state: string, profile: string): ProfileStatus['state'] {
  if (/suspended/i.test(state)) return 'suspended';
  if (/deactivated/i.test(state)) return 'ended';
  return /^(released|available|)$/i.test(profile) ? 'released' : 'installed';
}
