import type { DataTerms, FairUse } from '../../../kernel/data-terms.ts';

/** Returns the terms of a carrier's item that gives so much a day. */
export function dailyTerms(dailyBytes: number): DataTerms {
  return { dataType: 'daily', dailyBytes, dayZone: null, fairUse: null };
}

/** Returns the terms of a carrier's item without a limit. */
export function unlimitedTerms(fairUse: FairUse | null): DataTerms {
  return { dataType: 'unlimited', dailyBytes: null, dayZone: null, fairUse };
}

const KBPS: Record<string, number> = { k: 1, m: 1_000, g: 1_000_000 };
const BYTES: Record<string, number> = { m: 1_000_000, g: 1_000_000_000 };

/** Returns the one speed that a text such as `384 Kbps` names; null for none or several. */
export function readSpeedKbps(text: string): number | null {
  const found = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([kmg])(?:bps|bit\/s|b\/s)/gi)];
  const speeds = new Set(found.map(([, value, unit]) => toWhole(value, KBPS[lower(unit)])));
  const [speed] = speeds;
  return speeds.size === 1 && speed !== undefined && speed > 0 ? speed : null;
}

/**
 * Returns the limit that a sentence such as `After 3 GB per day, the speed is reduced to 1 Mbps.`
 * names. Undefined unless it names one amount and one speed: a limit is not guessed.
 */
export function readFairUse(text: string): FairUse | undefined {
  const speedKbps = readSpeedKbps(text);
  const found = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([mg])b(?![a-z/])/gi)];
  const amounts = new Set(found.map(([, value, unit]) => toWhole(value, BYTES[lower(unit)])));
  const [bytes] = amounts;
  if (speedKbps === null || amounts.size !== 1 || !bytes) return undefined;
  const isDaily = /\b(daily|days?|24\s*h)/i.test(text);
  return { bytes, period: isDaily ? 'day' : 'total', speedKbps };
}

function lower(unit: string | undefined): string {
  return unit?.toLowerCase() ?? '';
}

function toWhole(value: string | undefined, factor = 0): number {
  return Math.round(Number(value) * factor);
}
