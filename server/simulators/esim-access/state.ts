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
  totalVolume: number;
  totalDuration: number;
  packages: { code: string; slug: string; createTime: string }[];
};

export type Order = {
  orderNo: string;
  transactionId: string;
  item: string;
  charged: number;
  esims: Esim[];
};

export type TopUp = { transactionId: string; item: string; charged: number; iccid: string };

const GIGABYTE = 1_073_741_824;

export const PACKAGES: readonly Package[] = [
  aPackage('AT1D7', 'AT_1_7', 'Austria 1GB 7Days', 5_300, 'AT'),
  aPackage('EU3D30', 'EU-30_3_30', 'Europe 3GB 30Days', 38_500, 'AT,DE,FR,IT'),
  aPackage('US5D30', 'US_5_30', 'USA 5GB 30Days', 71_200, 'US'),
];

function aPackage(
  packageCode: string,
  slug: string,
  name: string,
  price: number,
  location: string,
) {
  const [, gigabytes = '1', days = '7'] = slug.split('_');
  const volume = Number(gigabytes) * GIGABYTE;
  return { packageCode, slug, name, price, volume, duration: Number(days), location };
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
    packages: [{ code: bought.packageCode, slug: bought.slug, createTime }],
  };
}
