import { airaloSupplier } from '../../../simulators/airalo/supplier.ts';
import { esimAccessSupplier } from '../../../simulators/esim-access/supplier.ts';
import { esimGoSupplier } from '../../../simulators/esim-go/supplier.ts';
import { UNSTEADY } from '../../../simulators/faults.ts';
import { type Books, type Simulator, startSimulator } from '../../../simulators/simulator.ts';

export type DrilledSupplier = {
  name: string;
  item: string;
  simulator: Simulator;
  /** What the supplier had of our money at the beginning, in ten-thousandths. */
  balance: number;
  books(): Books;
  /** Lets something go wrong at the supplier itself, until it is mended. */
  mishaps: { name: string; begin(): void; end(): void }[];
};

/** Enough for every order. */
const DOLLARS = 1_000_000;
const UNITS = 10_000;
/** Starts the three suppliers, whose answers and notices fail by the seed. */
export async function openSuppliers(
  of: { seed: number; deadlineMs: number },
  noticeUrl: (name: string) => string,
): Promise<{
  suppliers: DrilledSupplier[];
  environment: Record<string, string>;
  settings: object;
}> {
  const unsteady = (serial: number) => ({
    isLimited: false,
    slowMs: of.deadlineMs * 2,
    faults: { rate: 0.2, kinds: UNSTEADY, seed: of.seed * 10 + serial },
    noticeFaults: {
      ...{ rate: 0.5, kinds: ['lost', 'twice', 'early'] as const, seed: of.seed * 10 + serial },
    },
  });
  const access = esimAccessSupplier({
    ...{ allocateMs: 50, balance: DOLLARS * UNITS, noticeUrl: noticeUrl('esim-access') },
  });
  const go = esimGoSupplier({ balance: DOLLARS, noticeUrl: noticeUrl('esim-go') });
  const airalo = airaloSupplier({ balance: DOLLARS, noticeUrl: noticeUrl('airalo') });
  const [atAccess, atGo, atAiralo] = [
    await startSimulator(access, unsteady(1)),
    await startSimulator(go, unsteady(2)),
    await startSimulator(airalo, unsteady(3)),
  ];
  const balance = DOLLARS * UNITS;
  const suppliers: DrilledSupplier[] = [
    {
      ...{ name: 'esim-access', item: 'AT_1_7', simulator: atAccess, balance, books: access.books },
      mishaps: mishapsOf(access, {
        soldOut: 'AT1D7',
        raise: () => raiseBy(access.packages, 'price', 100),
        unit: 1,
      }),
    },
    {
      ...{ name: 'esim-go', item: 'esim_1GB_7D_AT_V2', simulator: atGo, balance, books: go.books },
      mishaps: mishapsOf(go, {
        soldOut: 'esim_1GB_7D_AT_V2',
        raise: () => raiseBy(go.bundles, 'price', 0.01),
        unit: UNITS,
      }),
    },
    {
      ...{ name: 'airalo', item: 'austria-7days-1gb', simulator: atAiralo, balance },
      books: airalo.books,
      mishaps: [
        ...mishapsOf(airalo, {
          soldOut: 'austria-7days-1gb',
          raise: () => raiseBy(airalo.packages, 'netPrice', 0.01),
          unit: UNITS,
        }),
        { name: 'token expired', begin: airalo.expireTokens, end: () => undefined },
      ],
    },
  ];
  return {
    suppliers,
    environment: {
      GIGASTORE_ESIM_ACCESS_URL: atAccess.url,
      GIGASTORE_ESIM_ACCESS_CODE: 'simulator',
      GIGASTORE_ESIM_GO_URL: `${atGo.url}/v2.5`,
      GIGASTORE_ESIM_GO_KEY: 'simulator',
      GIGASTORE_AIRALO_URL: atAiralo.url,
      GIGASTORE_AIRALO_CLIENT_ID: 'simulator',
      GIGASTORE_AIRALO_CLIENT_SECRET: 'simulator',
    },
    settings: {
      esimAccess: { url: atAccess.url, accessCode: 'simulator' },
      esimGo: { url: `${atGo.url}/v2.5`, apiKey: 'simulator' },
      airalo: { url: atAiralo.url, clientId: 'simulator', clientSecret: 'simulator' },
    },
  };
}

type Stocked = {
  outOfStock: Set<string>;
  setBalance(balance: number): void;
  books(): Books;
};

/** `unit` is by how much the books count a unit of the balance. */
function mishapsOf(
  supplier: Stocked,
  { soldOut, raise, unit }: { soldOut: string; raise: () => void; unit: number },
): DrilledSupplier['mishaps'] {
  let kept = 0;
  return [
    {
      name: 'out of stock',
      begin: () => void supplier.outOfStock.add(soldOut),
      end: () => supplier.outOfStock.clear(),
    },
    {
      name: 'out of funds',
      begin() {
        kept = supplier.books().balance;
        supplier.setBalance(0);
      },
      // What came back meanwhile is kept.
      end: () => supplier.setBalance((supplier.books().balance + kept) / unit),
    },
    { name: 'price changed', begin: () => raise(), end: () => undefined },
  ];
}

function raiseBy<Name extends string>(
  offers: readonly Record<Name, number>[],
  name: Name,
  amount: number,
): void {
  for (const one of offers) one[name] = Number((one[name] + amount).toFixed(2));
}
