import { iccidOf, matchingIdOf } from '../iccids.ts';
import type { Bundle, Esim, Order } from './show.ts';

/** What the supplier knows, which its operations change. */
export type State = {
  bundles: Bundle[];
  /** By their ICCID. */
  esims: Map<string, Esim>;
  orders: Order[];
  outOfStock: Set<string>;
  /** In dollars. */
  balance: number;
  hasRefunds: boolean;
};

const MEGABYTE = 1_000_000;
export const BUNDLES: readonly Bundle[] = [
  {
    name: 'esim_1GB_7D_AT_V2',
    description: 'Austria 1GB',
    dataAmount: 1_000,
    duration: 7,
    price: 1.37,
    iso: 'AT',
  },
  {
    name: 'esim_3GB_30D_REUP_V2',
    description: 'Europe 3GB',
    dataAmount: 3_000,
    duration: 30,
    price: 4.9,
    iso: 'DE',
  },
  {
    name: 'esim_UL_7D_AT_V2',
    description: 'Austria Unlimited',
    dataAmount: -1,
    duration: 7,
    price: 12.5,
    iso: 'AT',
    unlimited: true,
  },
];

const A1 = { name: 'A1 Telekom Austria', brandName: 'A1', mcc: '232', mnc: '01' };
const TELEKOM = { name: 'Telekom Deutschland', brandName: 'Telekom', mcc: '262', mnc: '01' };
/** Countries are named as in the bundles. */
export const NETWORKS = [
  { name: 'AT', networks: [{ ...A1, tagid: 'AUTPT', speed: ['4G', '5G'] }] },
  { name: 'DE', networks: [{ ...TELEKOM, tagid: 'DEUD1', speed: '4G' }] },
];

/** Adds an eSIM without bundles, and returns it. */
export function newEsim({ esims }: State): Esim {
  const serial = esims.size + 1;
  const iccid = iccidOf('8943108', serial);
  const matchingId = matchingIdOf(serial + 500_000);
  const status = { state: 'Active', profileStatus: 'Released', hasAttached: false };
  const esim: Esim = { iccid, matchingId, ...status, assignments: [] };
  esims.set(iccid, esim);
  return esim;
}

/** Gives the eSIM a bundle that has not started. */
export function assign(
  { esims }: State,
  { assignments }: Esim,
  { name, dataAmount, unlimited = false }: Bundle,
): void {
  const initial = unlimited ? 0 : dataAmount * MEGABYTE;
  const id = `a-${esims.size}-${assignments.length + 1}`;
  const left = { initial, remaining: initial, unlimited };
  assignments.push({ id, bundle: name, bundleState: 'queued', ...left });
}
