import { listOf, member, numberOf, textOf, timeOf } from '../ordering/carrier-json.ts';
import { toDeliveredProfile } from '../ordering/delivered-profile.ts';
import { dailyTerms, readSpeedKbps, unlimitedTerms } from '../ordering/offered-terms.ts';
import type {
  DeliveredProfile,
  Listed,
  Offer,
  OfferedNetwork,
  Placed,
  ProfileStatus,
  Usage,
} from '../ordering/ordering-carrier.ts';

/** A package of `packageList`; undefined if it lacks what an order needs. */
export function toOffer(given: unknown): Offer | undefined {
  const item = textOf(given, 'packageCode');
  const price = numberOf(given, 'price');
  if (item === null || price === null || !Number.isInteger(price)) return undefined;
  const volume = numberOf(given, 'volume');
  const days = textOf(given, 'durationUnit') === 'DAY' ? numberOf(given, 'duration') : null;
  const dataTerms = termsOf(given);
  const networks = listOf(given, 'locationNetworkList').flatMap(
    (network) => textOf(network, 'locationCode') ?? [],
  );
  const codes = networks.length > 0 ? networks : (textOf(given, 'location') ?? '').split(',');
  return ofDays({
    item,
    aliases: [textOf(given, 'slug') ?? []].flat(),
    name: textOf(given, 'name') ?? item,
    cost: { tenThousandths: BigInt(price), currency: textOf(given, 'currencyCode') ?? 'USD' },
    dataBytes: dataTerms === null && volume !== null ? BigInt(Math.round(volume)) : null,
    dataTerms,
    validityDays: days,
    countries: codes.map((code) => code.trim().toUpperCase()).filter((code) => code !== ''),
    canTopUp: [2, 3].includes(numberOf(given, 'supportTopUpType') ?? 0),
    networks: listOf(given, 'locationNetworkList').flatMap(networksIn),
  });
}

/** Returns the offer with the data of all of its days, if it has some a day. */
export function ofDays(offer: Offer): Offer {
  const { dataTerms: terms, validityDays } = offer;
  if (terms === null || terms === 'unclear' || terms.dailyBytes === null) return offer;
  const isWhole = validityDays !== null && Number.isInteger(validityDays);
  return { ...offer, dataBytes: isWhole ? BigInt(terms.dailyBytes) * BigInt(validityDays) : null };
}

/**
 * Returns the terms of a package; null for a single amount. The volume of a package with terms is
 * that of a day. Types: 1 a single amount, 2 slower after a day's volume, 3 ended after it, 4
 * unlimited. Older pages know 1 and 2 alone, where 2 is a limit a day: without a speed it is taken
 * for that.
 */
function termsOf(given: unknown): Offer['dataTerms'] {
  const dataType = numberOf(given, 'dataType') ?? 1;
  const bytes = numberOf(given, 'volume') ?? 0;
  const speedKbps = readSpeedKbps(textOf(given, 'fupPolicy') ?? '');
  if (dataType === 1) return null;
  if (dataType === 4 && bytes <= 0) return unlimitedTerms(null);
  if (bytes <= 0) return 'unclear';
  const fairUse = speedKbps === null ? null : { bytes, period: 'day' as const, speedKbps };
  if (dataType === 4) return unlimitedTerms(fairUse);
  if (dataType === 2 && fairUse) return unlimitedTerms(fairUse);
  return dataType === 2 || dataType === 3 ? dailyTerms(bytes) : 'unclear';
}

function networksIn(location: unknown): OfferedNetwork[] {
  const country = textOf(location, 'locationCode')?.trim().toUpperCase();
  if (country === undefined) return [];
  return listOf(location, 'operatorList').flatMap((one) => {
    const name = textOf(one, 'operatorName');
    const technology = textOf(one, 'networkType');
    return name === null ? [] : [{ country, name, technologies: technology ? [technology] : [] }];
  });
}

/** An eSIM of `esimList`; undefined until it has its activation code. */
function toProfile(given: unknown): DeliveredProfile | undefined {
  return toDeliveredProfile({
    iccid: textOf(given, 'iccid'),
    profileId: textOf(given, 'esimTranNo'),
    imsi: textOf(given, 'imsi'),
    activationCode: textOf(given, 'ac') ?? '',
    confirmationCode: null,
    apn: null,
  });
}

/** Returns the order of an eSIM of `esimList`. */
export function toPlaced(given: unknown): Placed {
  const profile = toProfile(given) ?? null;
  const order = textOf(given, 'orderNo');
  return { order, isDelivered: profile !== null, profile, cost: null };
}

/** Returns an eSIM of `esimList` as the order that made it. */
export function toListed(given: unknown): Listed[] {
  const [first] = toTopUps(given);
  return [
    {
      order: textOf(given, 'orderNo'),
      reference: textOf(given, 'transactionId'),
      iccid: textOf(given, 'iccid'),
      item: first?.item ?? null,
      createdAt: first?.createdAt ?? null,
    },
  ];
}

/** Returns the packages of an eSIM. Which order brought one is not said. */
export function toTopUps(given: unknown): Listed[] {
  return listOf(given, 'packageList').map((one) => ({
    order: null,
    reference: null,
    iccid: textOf(given, 'iccid'),
    item: textOf(one, 'slug') ?? textOf(one, 'packageCode'),
    createdAt: timeOf(one, 'createTime'),
  }));
}

/** Returns whether an eSIM belongs to our reference; in a batch it carries a suffix. */
export function isOfReference(given: unknown, reference: string): boolean {
  const found = textOf(given, 'transactionId');
  return found === reference || (found?.startsWith(`${reference}-`) ?? false);
}

const STATES: Record<string, ProfileStatus['state']> = {
  IN_USE: 'in_use',
  USED_UP: 'depleted',
  USED_EXPIRED: 'expired',
  UNUSED_EXPIRED: 'expired',
  CANCEL: 'ended',
  REVOKED: 'ended',
};

export function toStatus(given: unknown): ProfileStatus | undefined {
  const iccid = textOf(given, 'iccid');
  const profileId = textOf(given, 'esimTranNo');
  if (iccid === null || profileId === null) return undefined;
  const esim = textOf(given, 'esimStatus') ?? '';
  const smdp = textOf(given, 'smdpStatus') ?? '';
  return { iccid, profileId, state: stateOf(esim, smdp), detail: `${esim} ${smdp}`.trim() };
}

/** The name of the suspended state is not documented; every name that contains it is taken. */
function stateOf(esim: string, smdp: string): ProfileStatus['state'] {
  if (/SUSPEND/.test(esim)) return 'suspended';
  const known = STATES[esim];
  if (known) return known;
  if (smdp === 'DELETED') return 'ended';
  return smdp === 'RELEASED' || smdp === '' ? 'released' : 'installed';
}

export function toUsage(given: unknown): Usage | undefined {
  const used = numberOf(given, 'dataUsage');
  if (used === null) return undefined;
  const total = numberOf(given, 'totalData');
  return {
    usedBytes: BigInt(Math.round(used)),
    totalBytes: total === null ? null : BigInt(Math.round(total)),
    asOf: timeOf(given, 'lastUpdateTime'),
  };
}

/** Returns whether an eSIM has had a package of this code or slug since this time. */
export function hasPackageSince(given: unknown, item: string, since: Date): boolean {
  return listOf(given, 'packageList').some((one) => {
    const isItem = [textOf(one, 'packageCode'), textOf(one, 'slug')].some(
      (code) => code !== null && code.replace(/^TOPUP_/, '') === item.replace(/^TOPUP_/, ''),
    );
    const createdAt = timeOf(one, 'createTime');
    return isItem && createdAt !== null && createdAt >= since;
  });
}

/** Returns whether there is a list, which may be empty. */
export function hasRows(obj: unknown, name: string): boolean {
  return Array.isArray(obj) || Array.isArray(member(obj, name));
}

/** Returns the list under `name`, or the object itself where the list stands directly there. */
export function rowsOf(obj: unknown, name: string): unknown[] {
  if (Array.isArray(obj)) return obj;
  return Array.isArray(member(obj, name)) ? listOf(obj, name) : [];
}
