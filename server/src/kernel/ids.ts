import { uuidv7 } from 'uuidv7';

/** A new id: UUID version 7, so that ids sort by time. */
export function newId(): string {
  return uuidv7();
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a request's opaque id can name a row at all; anything else is simply *not found*. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
