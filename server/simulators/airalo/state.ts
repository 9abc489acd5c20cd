import { iccidOf } from '../iccids.ts';

export type Package = {
  id: string;
  title: string;
  price: number;
  netPrice: number;
  amount: number;
  day: number;
  isUnlimited?: boolean;
  /** After how much data it becomes slower, and how slow. */
  fairUse?: string;
};

export type Order = {
  id: number;
  code: string;
  packageId: string;
  type: 'sim' | 'topup';
  description: string | null;
  paid: number;
  createdAt: string;
  iccids: string[];
};

/** What the supplier knows, which its operations change. */
export type State = {
  packages: Package[];
  orders: Order[];
  /** Of the eSIMs that were sold, in their order. */
  iccids: string[];
  outOfStock: Set<string>;
  /** In dollars. */
  balance: number;
  pricing: 'net' | 'discount';
  /** Whether the company is in sandbox mode: each order has the same eSIM, and nothing is paid. */
  isSandbox: boolean;
  /** The balance at the beginning: notices name a share of it. */
  creditLimit: number;
  /** The percentage of the data that an eSIM has used, by its ICCID. */
  used: Map<string, number>;
};

/** In percent: with it a partner pays the net price of the packages. */
export const DISCOUNT = 20;

export const PACKAGES: readonly Package[] = [
  {
    id: 'austria-7days-1gb',
    title: '1 GB - 7 Days',
    price: 4.5,
    netPrice: 3.6,
    amount: 1024,
    day: 7,
  },
  {
    id: 'austria-30days-3gb',
    title: '3 GB - 30 Days',
    price: 9,
    netPrice: 7.2,
    amount: 3072,
    day: 30,
  },
  {
    id: 'austria-unlimited-7days',
    title: 'Unlimited - 7 Days',
    price: 24,
    netPrice: 19.2,
    amount: 0,
    day: 7,
    isUnlimited: true,
    fairUse: 'After 3 GB per day, the speed is reduced to 1 Mbps.',
  },
];

const TEST_ICCID = iccidOf('8910300', 0);

/** Returns the ICCID of a new eSIM, which in sandbox mode is that of the test eSIM. */
export function newIccid({ iccids, isSandbox }: State): string {
  const iccid = isSandbox ? TEST_ICCID : iccidOf('8910300', iccids.length + 1);
  iccids.push(iccid);
  return iccid;
}

/** Returns the package of which an order is, also as a top-up. */
export function packageOf(packageId: string): Package | undefined {
  return PACKAGES.find(({ id }) => id === packageId.replace(/-topup$/, ''));
}
