import { createHmac } from 'node:crypto';
import type { CarrierAnswer } from '../ordering/carrier-client.ts';
import { textOf } from '../ordering/carrier-json.ts';

/**
 * Signs calls as the supplier's own clients do. Its documents show calls without a signature and
 * name an error for a wrong one: calls are not signed until the supplier refuses one for that.
 */
export type Signer = {
  isOn(): boolean;
  turnOn(): void;
  /** Returns the body to send, and the headers that belong to it: none while it is off. */
  sign(payload: object): { text: string; headers: Record<string, string> };
};

/** The supplier's code for a call without the right signature. */
const CHECKSUM = '14';
export const SIGNATURE_HEADER = 'airalo-signature';

export function createSigner(clientSecret: string): Signer {
  let isOn = false;
  return {
    isOn: () => isOn,
    turnOn() {
      isOn = true;
    },
    sign(payload) {
      if (!isOn) return { text: JSON.stringify(payload), headers: {} };
      const text = escapeSlashes(JSON.stringify(payload));
      const headers: Record<string, string> = {};
      headers[SIGNATURE_HEADER] = signatureOf(clientSecret, text);
      return { text, headers };
    },
  };
}

/** Returns JSON as PHP writes it, which is what the supplier signs. */
export function escapeSlashes(json: string): string {
  return json.replaceAll('/', '\\/');
}

/** Returns the signature of a text: HMAC-SHA512 in lower-case hexadecimal digits. */
export function signatureOf(clientSecret: string, text: string): string {
  return createHmac('sha512', clientSecret).update(text).digest('hex');
}

/** Returns whether the supplier refuses a call for its signature. */
export function isChecksum({ json }: CarrierAnswer): boolean {
  return textOf(json, 'code') === CHECKSUM;
}
