import { LOW_DATA_BYTES } from '../../src/commerce/usage/index.ts';

export const DAY_MS = 86_400_000;
const WAIT_MS = 90 * DAY_MS;

/** A package in the terms of docs/api-compatibility.md#life-of-a-package: times in milliseconds. */
export type ModelPackage = {
  id: string;
  mode: 'NOW' | 'FIRST_USE' | 'ON_DEMAND';
  size: bigint;
  used: bigint;
  days: number | null;
  countries: readonly string[];
  soldAt: number;
  activatedAt: number | null;
  isWarned: boolean;
  isExpired: boolean;
  isRefunded: boolean;
};

/** Packages of one profile domain and their notices, such as `expired package-1`. */
type Model = { packages: ModelPackage[]; facts: string[] };

type Need = { country: string; at: number };

/**
 * Creates a model of one profile domain by the documented rules alone. It is slow and simple: every
 * result is computed from all packages.
 */
export function createUsageModel() {
  const model: Model = { packages: [], facts: [] };
  return {
    ...model,
    sell: (one: ModelPackage) => model.packages.push(one),
    pass: (until: number) => pass(model, until),
    use: (asked: Need & { bytes: bigint }) => use(model, asked),
    attach: (asked: Need) => attach(model, asked),
    refund,
  };
}

export type UsageModel = ReturnType<typeof createUsageModel>;

/** Applies everything that is due by then. */
function pass(model: Model, until: number): void {
  for (const one of model.packages) {
    if (one.isRefunded || one.isExpired) continue;
    if (one.activatedAt === null && one.soldAt + WAIT_MS <= until) {
      activate(model, one, one.soldAt + WAIT_MS);
    }
    if (one.activatedAt !== null && left(one) > 0n) passEnd(model, one, until);
  }
}

/** Warns a day before the end, unless that is before the start; then expires. */
function passEnd({ facts }: Model, one: ModelPackage, until: number): void {
  const warning = endOf(one) - DAY_MS;
  if (!one.isWarned && warning > Number(one.activatedAt) && warning <= until) {
    one.isWarned = true;
    facts.push(`expiring ${one.id}`);
  }
  if (endOf(one) > until) return;
  one.isExpired = true;
  facts.push(`expired ${one.id}`);
}

function activate({ facts }: Model, one: ModelPackage, at: number): void {
  one.activatedAt = at;
  facts.push(`activated ${one.id}`);
}

function use(model: Model, asked: Need & { bytes: bigint }) {
  pass(model, asked.at);
  const before = holdings(model);
  const charges: [string, bigint][] = [];
  let rest = asked.bytes;
  for (let one = giver(model, asked); one && rest > 0n; one = giver(model, asked)) {
    if (one.activatedAt === null) activate(model, one, asked.at);
    const taken = rest < left(one) ? rest : left(one);
    one.used += taken;
    rest -= taken;
    charges.push([one.id, taken]);
    if (left(one) === 0n && !one.isExpired) model.facts.push(`depleted ${one.id}`);
  }
  if (before >= LOW_DATA_BYTES && holdings(model) < LOW_DATA_BYTES) model.facts.push('low');
  return { charges, uncovered: rest };
}

function attach(model: Model, asked: Need): void {
  pass(model, asked.at);
  const one = giver(model, asked);
  if (one && one.activatedAt === null) activate(model, one, asked.at);
}

/** Returns the package that is used first; undefined if there is none. */
function giver({ packages }: Model, { country, at }: Need): ModelPackage | undefined {
  const able = packages.filter(
    (one) => !one.isRefunded && left(one) > 0n && one.countries.includes(country),
  );
  const ran = able.filter(
    (one) => one.activatedAt !== null && one.activatedAt <= at && at < endOf(one),
  );
  const waited = able
    .filter((one) => one.mode === 'FIRST_USE' && one.soldAt <= at)
    .filter((one) => one.activatedAt === null || at < one.activatedAt);
  return first(ran, endOf) ?? first(waited, ({ soldAt }) => soldAt + WAIT_MS);
}

/** Returns the bytes that the alert compares. */
function holdings({ packages }: Model): bigint {
  return packages
    .filter((one) => !one.isRefunded && !one.isExpired)
    .filter((one) => one.activatedAt !== null || one.mode === 'FIRST_USE')
    .reduce((sum, one) => sum + left(one), 0n);
}

/** Refunds a package if the documented rules allow it, and returns whether they do. */
function refund(one: ModelPackage, at: number): boolean {
  const isOver = one.isExpired || (one.activatedAt !== null && endOf(one) <= at);
  if (one.isRefunded || isOver || one.used > 0n) return false;
  one.isRefunded = true;
  return true;
}

export function left(one: ModelPackage): bigint {
  return one.size - one.used;
}

export function endOf({ activatedAt, soldAt, days }: ModelPackage): number {
  if (activatedAt === null) return soldAt + WAIT_MS;
  return days === null ? Number.POSITIVE_INFINITY : activatedAt + days * DAY_MS;
}

/**
 * Returns the smallest by a key; of equal ones the one sold first, then the one with the smaller
 * ID.
 */
function first(
  all: readonly ModelPackage[],
  key: (one: ModelPackage) => number,
): ModelPackage | undefined {
  const order = (one: ModelPackage, other: ModelPackage) =>
    Math.sign(key(one) - key(other)) || one.soldAt - other.soldAt || (one.id < other.id ? -1 : 1);
  return all.toSorted(order)[0];
}
