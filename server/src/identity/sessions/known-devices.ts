import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionCookies } from './session-cookie.ts';

const ID_BYTES = 16;
const MARK_BYTES = 16;
/** People who share a browser. */
const MAX_MARKS = 8;
const LIFETIME_SECONDS = 400 * 24 * 3600;

/**
 * Browsers in which a person has signed in before. Each has its own count of failures, so that
 * strangers who guess passwords do not lock out the owner.
 */
export type KnownDevices = {
  /** Returns the device's ID if the address has signed in on it. */
  find(cookieHeader: string | undefined, email: string): string | undefined;
  /** Returns the `Set-Cookie` header that records the address after a sign-in. */
  remember(cookieHeader: string | undefined, email: string): string;
};

export function createKnownDevices(cookies: SessionCookies): KnownDevices {
  const cookie = cookies.named('device');
  const markOf = (id: string, email: string) =>
    createHmac('sha256', cookies.secret)
      .update(`device:${id}:${email}`)
      .digest()
      .subarray(0, MARK_BYTES)
      .toString('base64url');
  const read = (header: string | undefined) => {
    const [id, ...marks] = (cookie.read(header) ?? '').split('~');
    return id ? { id, marks } : undefined;
  };

  return {
    find(header, email) {
      const device = read(header);
      const mark = device && Buffer.from(markOf(device.id, email));
      const isKnown = device?.marks.some((each) => {
        const other = Buffer.from(each);
        return mark?.length === other.length && timingSafeEqual(mark, other);
      });
      return isKnown ? device?.id : undefined;
    },
    remember(header, email) {
      const device = read(header) ?? { id: randomBytes(ID_BYTES).toString('base64url'), marks: [] };
      const mark = markOf(device.id, email);
      const marks = [mark, ...device.marks.filter((each) => each !== mark)].slice(0, MAX_MARKS);
      return cookie.set([device.id, ...marks].join('~'), LIFETIME_SECONDS);
    },
  };
}
