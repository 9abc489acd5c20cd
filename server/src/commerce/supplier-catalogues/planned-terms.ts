import { type Size, toBytes } from '../../kernel/data-size.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import { nominalSize } from './match-plan.ts';

const GIGABYTE = 1_073_741_824n;

/**
 * Returns the size and terms of the plan that is made of an offer, with all sizes as they are sold.
 * Unlimited data has a nominal size: that at full speed, or 1 GB a day.
 */
export function plannedTerms(offer: {
  dataBytes: bigint;
  validityDays: number;
  dataTerms: DataTerms | null;
}): Size & { dataTerms: DataTerms | null } {
  const { dataBytes, validityDays, dataTerms: terms } = offer;
  if (terms === null) return { ...nominalSize(dataBytes), dataTerms: null };
  const { dailyBytes, fairUse } = terms;
  const dataTerms = {
    ...terms,
    dailyBytes: dailyBytes === null ? null : nominalBytes(dailyBytes),
    fairUse: fairUse && { ...fairUse, bytes: nominalBytes(fairUse.bytes) },
  };
  const inAll = dataTerms.fairUse?.period === 'total' ? dataTerms.fairUse.bytes : null;
  const perDay = dataTerms.dailyBytes ?? dataTerms.fairUse?.bytes ?? GIGABYTE;
  const size = nominalSize(inAll === null ? BigInt(perDay) : BigInt(inAll));
  const days = inAll === null ? validityDays : 1;
  return { sizeValue: size.sizeValue * days, sizeUnit: size.sizeUnit, dataTerms };
}

function nominalBytes(bytes: number): number {
  return Number(toBytes(nominalSize(BigInt(bytes))));
}
