import type { OfferedItem } from './catalogue-run.ts';

/** An offer as JSON, which has no large whole numbers. */
export type KeptOffer = Omit<OfferedItem, 'dataBytes' | 'cost'> & {
  dataBytes: string | null;
  cost: {
    tenThousandths: string;
    currency: string;
    usdTenThousandths: string;
    rate: { validFrom: string; usdMillionths: string } | null;
  } | null;
};

export function keepOffer({ dataBytes, cost, ...offer }: OfferedItem): KeptOffer {
  const kept = cost && {
    tenThousandths: cost.tenThousandths.toString(),
    currency: cost.currency,
    usdTenThousandths: cost.usdTenThousandths.toString(),
    rate: cost.rate && { ...cost.rate, usdMillionths: cost.rate.usdMillionths.toString() },
  };
  return { ...offer, dataBytes: dataBytes?.toString() ?? null, cost: kept };
}

/** Lines that were kept before items had terms are of a single amount. */
export function readOffer({ dataBytes, cost, dataTerms = null, ...kept }: KeptOffer): OfferedItem {
  const read = cost && {
    tenThousandths: BigInt(cost.tenThousandths),
    currency: cost.currency,
    usdTenThousandths: BigInt(cost.usdTenThousandths),
    rate: cost.rate && { ...cost.rate, usdMillionths: BigInt(cost.rate.usdMillionths) },
  };
  const bytes = dataBytes === null ? null : BigInt(dataBytes);
  return { ...kept, dataTerms, dataBytes: bytes, cost: read };
}
