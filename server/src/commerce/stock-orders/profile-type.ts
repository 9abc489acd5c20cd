import { withLuhn } from '../../kernel/check-digits.ts';
import { isIccid } from '../../kernel/iccid.ts';
import { invalid } from '../../kernel/refusal.ts';

/** ICCIDs from the first to the last; both are in it. */
export type IccidRange = { first: string; last: string };

/** A profile type of an SM-DP+, which fills the stock of one carrier. */
export type ProfileType = {
  carrier: string;
  smdp: string;
  profileType: string;
  /** Below this number of free profiles a batch is ordered; 0 for no orders. */
  level: number;
  batchSize: number;
  /** Whether each profile gets a confirmation code, which phones ask for. */
  confirmationCodes: boolean;
  /** The ICCIDs to order, one after another; null to order by the type alone. */
  iccids: IccidRange | null;
  /** The next one, without its check digit. */
  iccidNext: string | null;
};

const MOST_ICCIDS = 100_000_000n;

/** Throws `invalid_request` for a range that is none; `path` is its place in the request. */
export function checkRange({ first, last }: IccidRange, path: string): IccidRange {
  if (!isIccid(first)) throw invalid(`${path}/first`, 'must be an ICCID with its check digit');
  if (!isIccid(last)) throw invalid(`${path}/last`, 'must be an ICCID with its check digit');
  const isOrdered = first.length === last.length && first <= last;
  if (!isOrdered) throw invalid(`${path}/last`, 'must not be below the first, and as long');
  if (BigInt(bodyOf(last)) - BigInt(bodyOf(first)) >= MOST_ICCIDS) {
    throw invalid(`${path}/last`, 'must be at most 100,000,000 ICCIDs above the first');
  }
  return { first, last };
}

/** Returns an ICCID without its check digit. */
export function bodyOf(iccid: string): string {
  return iccid.slice(0, -1);
}

/** Returns how many ICCIDs are left to order; null for a type without a range. */
export function iccidsLeft({ iccids, iccidNext }: Pick<ProfileType, 'iccids' | 'iccidNext'>) {
  if (iccids === null || iccidNext === null) return null;
  const left = BigInt(bodyOf(iccids.last)) - BigInt(iccidNext) + 1n;
  return left > 0n ? Number(left) : 0;
}

/** Returns the next ICCIDs of the range, `count` at most, and what comes after them. */
export function takeIccids(
  type: Pick<ProfileType, 'iccids'> & { iccidNext: string },
  count: number,
): { iccids: string[]; iccidNext: string } {
  const taken = Math.min(count, iccidsLeft(type) ?? 0);
  const start = BigInt(type.iccidNext);
  const { length } = type.iccidNext;
  const bodyAt = (place: number) => String(start + BigInt(place)).padStart(length, '0');
  const iccids = Array.from({ length: taken }, (_, place) => withLuhn(bodyAt(place)));
  return { iccids, iccidNext: bodyAt(taken) };
}
