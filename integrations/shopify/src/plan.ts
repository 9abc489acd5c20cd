import type { Known, Line, Unit, UnitState } from './orders.ts';

const DAY_MS = 86_400_000;
/** A key is kept for 30 days: after it, the same key would sell again. */
const LAST_RETRY_MS = 25 * DAY_MS;

/** The steps that are due for an order; units by their names. */
export type Plan = {
  cancel: string[];
  sell: string[];
  look: string[];
  refunds: { units: string[]; count: number }[];
  mail: string[];
  /** The links that are to stand in the order; undefined if they do. */
  links: string | undefined;
};

/** Returns the steps that are due for an order. */
export function planOrder(known: Known, now: number): Plan {
  const lines = (known.order?.lines ?? []).map((line) => planLine(line, known, now));
  const links = linksOf(known);
  const isNoted = links === (known.noted ?? '[]');
  const mail = known.order?.email ? lines.flatMap((line) => line.mail) : [];
  return {
    cancel: lines.flatMap(({ cancel }) => cancel),
    sell: lines.flatMap(({ sell }) => sell),
    look: lines.flatMap(({ look }) => look),
    refunds: lines.map(({ refund }) => refund).filter(({ units }) => units.length > 0),
    mail,
    links: isNoted ? undefined : links,
  };
}

/** Returns whether a plan has nothing to do. */
export function isSettled({ links, ...rest }: Plan): boolean {
  return links === undefined && Object.values(rest).every(({ length }) => length === 0);
}

function planLine(line: Line, known: Known, now: number) {
  const names = Array.from({ length: line.quantity }, (_, index) => `${line.id}-${index + 1}`);
  const unitOf = (name: string): Unit | undefined => known.units.get(name);
  const having = (...states: (UnitState | undefined)[]) =>
    names.filter((name) => states.includes(unitOf(name)?.state));
  const left = Math.max(
    0,
    refundedOf(line, known) - having('refunded', 'cancelled', 'kept').length,
  );
  const open = having(undefined, 'refused', 'failed');
  const cancel = left > 0 ? open.slice(-left) : [];
  const begun = having('selling').filter(
    (name) => now - (unitOf(name)?.startedAt ?? 0) < LAST_RETRY_MS,
  );
  const count = left - cancel.length;
  const unsold = having(undefined).filter((name) => !cancel.includes(name));
  return {
    cancel,
    sell: [...begun, ...unsold],
    look: having('pending'),
    refund: {
      units: [...having('refunding'), ...(count > 0 ? having('sold').reverse() : [])],
      count,
    },
    mail: count > 0 ? [] : having('sold').filter((name) => !unitOf(name)?.isMailed),
  };
}

function refundedOf({ id, quantity }: Line, { refunds }: Known): number {
  const lines = [...refunds.values()].flatMap((refund) => refund.lines);
  const sum = lines
    .filter((line) => line.id === id)
    .reduce((total, line) => total + line.quantity, 0);
  return Math.min(quantity, sum);
}

/** The text that the order gets: each eSIM that was sold and not refunded. */
function linksOf({ order, units }: Known): string {
  const esims = (order?.lines ?? []).flatMap(({ id, name, quantity }) =>
    Array.from({ length: quantity }, (_, index) => units.get(`${id}-${index + 1}`)).flatMap(
      (unit) => {
        if (unit?.state !== 'sold' && unit?.state !== 'kept') return [];
        const { iccid, installationUrl, packageUid } = unit;
        return [{ name, iccid, installationUrl, packageUid }];
      },
    ),
  );
  return JSON.stringify(esims);
}
