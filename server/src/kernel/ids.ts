import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

/** A sale makes eight ids: random numbers are drawn in blocks, which costs a fortieth a number. */
const random = new Uint32Array(4_096);
let drawn = random.length;

const ids = new V7Generator({
  nextUint32() {
    if (drawn === random.length) {
      randomFillSync(random);
      drawn = 0;
    }
    const number = random[drawn] as number;
    drawn += 1;
    return number;
  },
});

/** Returns a new id: UUID version 7, so that ids sort by time. */
export function newId(): string {
  return ids.generate().toString();
}

/** Names one row of one account. */
export type OfAccount = { accountId: string; id: string };

/** Returns both keys of a row as one, for maps of rows of several accounts. */
export function keyOf({ accountId, id }: OfAccount): string {
  return `${accountId}/${id}`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Returns whether a request's opaque id can name a row at all; anything else is simply *not found*.
 */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
