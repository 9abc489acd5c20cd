import { iccidOf, matchingIdOf } from '../iccids.ts';

/** A package of the supplier. Prices are in ten-thousandths of a dollar. */
export type Package = {
  packageCode: string;
  slug: string;
  name: string;
  price: number;
  volume: number;
  duration: number;
  location: string;
  /** 2 and 3 for a limit per day, 4 for no limit; the volume is then that of a day. */
  dataType?: number;
  /** The speed after the limit of a day. */
  fupPolicy?: string;
};

export type Esim = {
  esimTranNo: string;
  orderNo: string;
  transactionId: string;
  iccid: string;
  imsi: string;
  ac: string;
  createdAt: number;
  allocatedAt: number;
  smdpStatus: string;
  esimStatus: string;
  orderUsage: number;
  /** Of which moment its usage is; of now unless given. */
  usageAt?: Date;
  totalVolume: number;
  totalDuration: number;
  dataType: number;
  packages: { code: string; slug: string; createTime: string }[];
};

type Order = {
  orderNo: string;
  transactionId: string;
  item: string;
  charged: number;
  esims: Esim[];
};

type TopUp = { transactionId: string; item: string; charged: number; iccid: string };

/** What the supplier knows, which its operations change. */
export type State = {
  packages: Package[];
  /** By their transaction ID. */
  orders: Map<string, Order>;
  topUps: Map<string, TopUp>;
  /** By each of their names: the number of the order, the transaction number, the ICCID. */
  named: Map<string, readonly Esim[]>;
  /** How many eSIMs were sold. */
  soldCount: number;
  /** Package codes. */
  outOfStock: Set<string>;
  /** In ten-thousandths of a dollar. */
  balance: number;
  allocateMs: number;
  duplicates: 'same_order' | 'error';
  /** Where notices are sent; null for none. */
  noticeUrl: string | null;
  webhookField: 'webhook' | 'webhookUrl';
};

export type Body = Record<string, unknown>;

/** Returns all eSIMs that were sold. */
export function esimsOf({ orders }: Pick<State, 'orders'>): Esim[] {
  return [...orders.values()].flatMap((order) => order.esims);
}

/** Returns the eSIM that a request names, by its transaction number or ICCID. */
export function namedIn({ named }: State, { esimTranNo, iccid }: Body): Esim | undefined {
  const [esim] = named.get(String(esimTranNo)) ?? named.get(String(iccid)) ?? [];
  return esim;
}

/** Keeps the eSIMs of an order under all of their names. */
export function addNamed({ named }: Pick<State, 'named'>, orderNo: string, esims: Esim[]): void {
  named.set(orderNo, esims);
  for (const esim of esims) named.set(esim.esimTranNo, [esim]).set(esim.iccid, [esim]);
}

const GIGABYTE = 1_073_741_824;

export const PACKAGES: readonly Package[] = [
  aPackage('AT1D7', { slug: 'AT_1_7', name: 'Austria 1GB 7Days', price: 5_300, location: 'AT' }),
  aPackage('EU3D30', {
    slug: 'EU-30_3_30',
    name: 'Europe 3GB 30Days',
    price: 38_500,
    location: 'AT,DE,FR,IT',
  }),
  aPackage('US5D30', { slug: 'US_5_30', name: 'USA 5GB 30Days', price: 71_200, location: 'US' }),
  {
    ...{ packageCode: 'ATDAY', slug: 'AT_1_Daily', name: 'Austria 1GB/Day', price: 8_000 },
    ...{ volume: GIGABYTE, duration: 1, location: 'AT', dataType: 3 },
  },
  {
    ...{ packageCode: 'ATDAYFUP', slug: 'AT_2_Daily', name: 'Austria 2GB/Day FUP', price: 14_000 },
    ...{ volume: 2 * GIGABYTE, duration: 1, location: 'AT', dataType: 2, fupPolicy: '384 Kbps' },
  },
];

const LONGEST_DAYS = 365;
const CHEAPER_DAYS = 5;

/**
 * Returns a package for so many days, if it is sold by the day, with their price: five days or more
 * cost a tenth less. Undefined if it is not sold like that.
 */
export function ofPeriod(one: Package | undefined, periodNum: unknown): Package | undefined {
  if (!one || periodNum === undefined) return one;
  const days = Number(periodNum);
  const isSoldByDay = (one.dataType ?? 1) > 1 && one.duration === 1;
  if (!isSoldByDay || !Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) return undefined;
  const perDay = days < CHEAPER_DAYS ? one.price : (one.price * 9) / 10;
  return { ...one, duration: days, price: perDay * days };
}

/** The slug says the gigabytes and the days. */
function aPackage(
  packageCode: string,
  offer: Pick<Package, 'slug' | 'name' | 'price' | 'location'>,
): Package {
  const [, gigabytes = '1', days = '7'] = offer.slug.split('_');
  return {
    ...offer,
    packageCode,
    volume: Number(gigabytes) * GIGABYTE,
    duration: Number(days),
  };
}

/** Returns a new eSIM; `serial` is its number. */
export function newEsim(
  serial: number,
  of: Pick<Esim, 'orderNo' | 'transactionId' | 'createdAt' | 'allocatedAt'> & { bought: Package },
): Esim {
  const { bought, ...order } = of;
  const createTime = new Date(of.createdAt).toISOString();
  return {
    ...order,
    esimTranNo: `E${String(serial).padStart(13, '0')}`,
    iccid: iccidOf('8985200', serial),
    imsi: `45400${String(serial).padStart(10, '0')}`,
    ac: `LPA:1$rsp.simulator.example$${matchingIdOf(serial)}`,
    smdpStatus: 'RELEASED',
    esimStatus: 'GOT_RESOURCE',
    orderUsage: 0,
    totalVolume: bought.volume,
    totalDuration: bought.duration,
    dataType: bought.dataType ?? 1,
    packages: [{ code: bought.packageCode, slug: bought.slug, createTime }],
  };
}
