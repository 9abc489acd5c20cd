export type Bundle = {
  name: string;
  description: string;
  dataAmount: number;
  duration: number;
  price: number;
  iso: string;
  unlimited?: boolean;
};
export type Assignment = {
  id: string;
  bundle: string;
  bundleState: string;
  initial: number;
  remaining: number;
  unlimited: boolean;
};
export type Esim = {
  iccid: string;
  matchingId: string;
  state: string;
  profileStatus: string;
  hasAttached: boolean;
  assignments: Assignment[];
};
export type Order = {
  orderReference: string;
  createdDate: string;
  item: string;
  total: number;
  iccid: string;
  isTopUp: boolean;
};

export const LOCATION = {
  mobileNetworkCode: '23201',
  networkName: 'A1 Telekom Austria',
  networkBrandName: 'A1',
  country: 'AT',
  lastSeen: '2026-04-30T09:55:36Z',
};

export const toUnits = (dollars: number) => Math.round(dollars * 10_000);

export function showBook({ orderReference, item, total, iccid }: Order) {
  return { order: orderReference, reference: null, item, charged: toUnits(total), iccids: [iccid] };
}

/** A listed order has its ICCIDs and not the activation codes. */
export function showOrder({ orderReference, createdDate, item, total, iccid }: Order) {
  const line = { type: 'bundle', item, iccids: [iccid], quantity: 1, subTotal: total };
  return {
    orderReference,
    createdDate,
    order: [line],
    total,
    currency: 'USD',
    status: 'completed',
  };
}

export function showBundle({ iso, unlimited = false, ...bundle }: Bundle) {
  return {
    ...bundle,
    groups: ['Standard Fixed'],
    countries: [{ name: iso, region: 'Europe', iso }],
    speed: ['4G', '5G'],
    autostart: true,
    unlimited,
    roamingEnabled: [],
    billingType: 'FixedCost',
  };
}

export function showCode({ iccid, matchingId }: Esim) {
  return { iccid, matchingId, smdpAddress: 'https://rsp.simulator.example' };
}

export function showEsim(esim: Esim) {
  const { state, profileStatus } = esim;
  return { ...showCode(esim), state, profileStatus, pin: '0000', puk: '00000000', customerRef: '' };
}

export function showBundles({ assignments }: Esim) {
  const names = [...new Set(assignments.map(({ bundle }) => bundle))];
  return names.map((name) => ({
    name,
    description: name,
    assignments: assignments
      .filter(({ bundle }) => bundle === name)
      .map(({ id, bundleState, initial, remaining, unlimited }) => ({
        id,
        assignmentReference: id,
        callTypeGroup: 'data',
        initialQuantity: initial,
        remainingQuantity: remaining,
        bundleState,
        unlimited,
      })),
  }));
}
