import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { member, parseCarrierJson, textOf } from '../ordering/carrier-json.ts';
import type { Notice, RawNotice } from '../ordering/ordering-carrier.ts';

const SIGNATURE = 'x-signature-sha256';

/**
 * Reads a notice. One with a wrong signature is none. Version 2 of the notices is not signed; each
 * is a hint that leads to a read in any case.
 */
export function parseNotice(apiKey: string, { headers, body }: RawNotice): Notice | undefined {
  const signature = headers[SIGNATURE];
  if (signature !== undefined && !isSigned(apiKey, body, signature)) return undefined;
  const json = parseCarrierJson(body);
  const alert = textOf(json, 'alertType');
  if (alert === null) return undefined;
  return {
    kind: alert === 'Utilisation' ? 'usage' : 'profile',
    order: textOf(member(json, 'bundle'), 'reference'),
    reference: null,
    iccid: textOf(json, 'iccid'),
    key: createHash('sha256').update(body).digest('hex'),
  };
}

/** The documents show the signature in base64 and in hexadecimal. */
function isSigned(apiKey: string, body: string, signature: string): boolean {
  const expected = createHmac('sha256', apiKey).update(body).digest();
  const encoding = /^[0-9a-f]{64}$/i.test(signature) ? 'hex' : 'base64';
  const given = Buffer.from(signature, encoding);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
