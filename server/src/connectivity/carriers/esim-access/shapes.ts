import { listOf, member, numberOf, textOf } from '../ordering/carrier-json.ts';
import { toDeliveredProfile } from '../ordering/delivered-profile.ts';
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
  const isDaily = numberOf(given, 'dataType') === 2;
  const networks = listOf(given, 'locationNetworkList').flatMap(
    (network) => textOf(network, 'locationCode') ?? [],
  );
  const codes = networks.length > 0 ? networks : (textOf(given, 'location') ?? '').split(',');
  return {
    item,
    aliases: [textOf(given, 'slug') ?? []].flat(),
    name: textOf(given, 'name') ?? item,
    cost: { tenThousandths: BigInt(price), currency: textOf(given, 'currencyCode') ?? 'USD' },
    // Of data type 2 the volume is that of a day, and no amount.
    dataBytes: volume === null || isDaily ? null : BigInt(Math.round(volume)),
    validityDays: textOf(given, 'durationUnit') === 'DAY' ? numberOf(given, 'duration') : null,
    countries: codes.map((code) => code.trim().toUpperCase()).filter((code) => code !== ''),
    canTopUp: numberOf(given, 'supportTopUpType') === 2,
    networks: listOf(given, 'locationNetworkList').flatMap(networksIn),
  };
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
  return listOf(given, 'packageList').map((one) => {
    const created = Date.parse(textOf(one, 'createTime') ?? '');
    return {
      order: null,
      reference: null,
      iccid: textOf(given, 'iccid'),
      item: textOf(one, 'slug') ?? textOf(one, 'packageCode'),
      createdAt: Number.isNaN(created) ? null : new Date(created),
    };
  });
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
  const asOf = Date.parse(textOf(given, 'lastUpdateTime') ?? '');
  return {
    usedBytes: BigInt(Math.round(used)),
    totalBytes: total === null ? null : BigInt(Math.round(total)),
    asOf: Number.isNaN(asOf) ? null : new Date(asOf),
  };
}

/** Returns whether an eSIM has had a package of the item since this time. */
export function hasPackageSince(given: unknown, item: string, since: Date): boolean {
  return listOf(given, 'packageList').some((one) => {
    const isItem = [textOf(one, 'packageCode'), textOf(one, 'slug')].some(
      (code) => code !== null && code.replace(/^TOPUP_/, '') === item.replace(/^TOPUP_/, ''),
    );
    const createdAt = Date.parse(textOf(one, 'createTime') ?? '');
    return isItem && createdAt >= since.getTime();
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
