/** Why a carrier refuses a call; the carrier's own code is in the detail. */
export type CarrierRefusal =
  | 'out_of_stock'
  | 'price_changed'
  | 'unfunded'
  | 'maintenance'
  | 'no_such_item'
  | 'not_found'
  | 'not_allowed'
  | 'esim_recycled'
  | 'misconfigured'
  | 'rejected';

/**
 * How a call to a carrier ended. `retry_later` is certain to have changed nothing; after `unknown`
 * the carrier may have done what it was asked.
 */
export type CallEnd<Value> =
  | { end: 'done'; value: Value }
  | { end: 'refused'; code: CarrierRefusal; detail: string }
  | { end: 'retry_later'; afterMs: number; detail: string }
  | { end: 'unknown'; detail: string };

export function done<Value>(value: Value): CallEnd<Value> {
  return { end: 'done', value };
}

export function refused(code: CarrierRefusal, detail: string): CallEnd<never> {
  return { end: 'refused', code, detail };
}

export function retryLater(afterMs: number, detail: string): CallEnd<never> {
  return { end: 'retry_later', afterMs, detail };
}

export function unknownEnd(detail: string): CallEnd<never> {
  return { end: 'unknown', detail };
}

/** Returns the end with another value, if the call was done. */
export function mapDone<From, To>(end: CallEnd<From>, map: (value: From) => To): CallEnd<To> {
  return end.end === 'done' ? done(map(end.value)) : end;
}
