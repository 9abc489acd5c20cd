import type { Outgoing } from '../../platform/outgoing/outgoing.ts';
import type { VatIdCheck } from './billing-details.ts';

/** Looks a VAT ID up in a register; `unknown` if the register does not answer. */
export type CheckVatIdOnline = (vatId: string) => Promise<VatIdCheck>;

const KEPT_BYTES = 16 * 1024;
const DECIDED = ['VALID', 'INVALID', ''];

/**
 * Returns a lookup in VIES, the register of the European Commission, by its REST interface
 * (`check-vat-number`).
 */
export function createVatRegister(register: {
  url: string;
  outgoing: Pick<Outgoing, 'post'>;
  /** Whether the register may run on this machine. */
  mayBeLocal: boolean;
}): CheckVatIdOnline {
  const { url, outgoing, mayBeLocal } = register;
  return async (vatId) => {
    const body = JSON.stringify({ countryCode: vatId.slice(0, 2), vatNumber: vatId.slice(2) });
    const answer = await outgoing.post({
      url,
      body,
      headers: { accept: 'application/json' },
      keptBytes: KEPT_BYTES,
      reach: { loopback: mayBeLocal },
      caller: 'vat-register',
    });
    return answer.error === null ? readAnswer(answer.response) : 'unknown';
  };
}

/** An unavailable member state is reported by an error or by a word other than yes and no. */
function readAnswer(text: string): VatIdCheck {
  const { valid, userError } = parse(text);
  const isDecided = userError === undefined || DECIDED.includes(String(userError));
  if (typeof valid !== 'boolean' || !isDecided) return 'unknown';
  return valid ? 'valid' : 'invalid';
}

function parse(text: string): { valid?: unknown; userError?: unknown } {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
