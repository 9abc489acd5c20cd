/** A line of an order whose SKU is an eSIM. */
export type Line = { id: string; sku: string; name: string; quantity: number };

/** Units of lines that were refunded in the shop. */
export type Refund = {
  id: string;
  orderId: string;
  lines: { id: string; quantity: number }[];
};

export type Order = {
  id: string;
  email: string | null;
  locale: string | null;
  lines: Line[];
  refunds: Refund[];
};

/**
 * A unit of a line is one package. `selling`: the sale may have been sent. `pending`: the supplier
 * has not delivered. `refused`: the store refuses to sell it. `refunding`: the refund may have been
 * sent. `cancelled`: refunded before it was sold. `kept`: refunded in the shop, but not by the store.
 */
export type UnitState =
  | 'selling'
  | 'pending'
  | 'sold'
  | 'refused'
  | 'failed'
  | 'refunding'
  | 'refunded'
  | 'cancelled'
  | 'kept';

export type Unit = {
  state: UnitState;
  /** The request, which is the same in every repetition. */
  body?: { inventoryItemId: string; metatag: string; customerEmail?: string };
  startedAt?: number;
  packageUid?: string;
  iccid?: string;
  installationUrl?: string;
  isMailed?: boolean;
};

/** A line of the journal. */
export type Entry =
  | { type: 'order'; order: Order }
  | { type: 'refund'; refund: Refund }
  | { type: 'unit'; orderId: string; unit: string; changes: Partial<Unit> }
  | { type: 'noted'; orderId: string; links: string };

/** The known facts of an order. Its refunds may arrive before the order. */
export type Known = {
  order: Order | undefined;
  refunds: Map<string, Refund>;
  /** By the ID of the line and the number of the unit: `1071823-1`. */
  units: Map<string, Unit>;
  /** The links that stand in the order. */
  noted: string | undefined;
};

/** Applies an entry to what is known. */
export function apply(known: Map<string, Known>, entry: Entry): void {
  const at = (id: string): Known => {
    const found = known.get(id);
    const one = found ?? {
      order: undefined,
      refunds: new Map(),
      units: new Map(),
      noted: undefined,
    };
    if (!found) known.set(id, one);
    return one;
  };
  if (entry.type === 'order') {
    const one = at(entry.order.id);
    one.order ??= entry.order;
    for (const refund of entry.order.refunds) one.refunds.set(refund.id, refund);
  } else if (entry.type === 'refund') {
    at(entry.refund.orderId).refunds.set(entry.refund.id, entry.refund);
  } else if (entry.type === 'unit') {
    const { units } = at(entry.orderId);
    units.set(entry.unit, { state: 'selling', ...units.get(entry.unit), ...entry.changes });
  } else {
    at(entry.orderId).noted = entry.links;
  }
}

/** Returns whether an entry says something new. Shopify delivers the same event several times. */
export function isNew(known: Map<string, Known>, entry: Entry): boolean {
  if (entry.type === 'refund') {
    return !known.get(entry.refund.orderId)?.refunds.has(entry.refund.id);
  }
  if (entry.type !== 'order') return true;
  const one = known.get(entry.order.id);
  return !one?.order || entry.order.refunds.some(({ id }) => !one.refunds.has(id));
}

/** Returns the entries that make what is known, as few as possible. */
export function entriesOf(known: Map<string, Known>): Entry[] {
  return [...known].flatMap(([orderId, { order, refunds, units, noted }]) => [
    ...(order ? [{ type: 'order', order } as const] : []),
    ...[...refunds.values()].map((refund) => ({ type: 'refund', refund }) as const),
    ...[...units].map(([unit, changes]) => ({ type: 'unit', orderId, unit, changes }) as const),
    ...(noted === undefined ? [] : [{ type: 'noted', orderId, links: noted } as const]),
  ]);
}
