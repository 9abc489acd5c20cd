import { createHash, timingSafeEqual } from 'node:crypto';
import { parseCarrierJson, textOf } from '../ordering/carrier-json.ts';
import type { Notice, RawNotice } from '../ordering/ordering-carrier.ts';
import { escapeSlashes, SIGNATURE_HEADER, signatureOf } from './sign.ts';

/** Reads a notice, which must be signed. It leads to a read in any case. */
export function parseNotice(
  clientSecret: string,
  { headers, body }: RawNotice,
): Notice | undefined {
  const json = parseCarrierJson(body);
  const signature = headers[SIGNATURE_HEADER] ?? '';
  if (typeof json !== 'object' || json === null) return undefined;
  // The official clients sign the body as PHP writes it, with `/` escaped.
  const escaped = escapeSlashes(JSON.stringify(json));
  const isSigned = [body, escaped].some((text) => isOf(clientSecret, text, signature));
  if (!isSigned) return undefined;
  const [iccid, order] = [textOf(json, 'iccid'), textOf(json, 'id')];
  const isOrder = textOf(json, 'request_id') !== null;
  return {
    kind: kindOf({ isOrder, iccid, level: textOf(json, 'level') }),
    order,
    reference: textOf(json, 'description'),
    iccid,
    key: textOf(json, 'request_id') ?? createHash('sha256').update(body).digest('hex'),
  };
}

function kindOf({
  isOrder,
  iccid,
  level,
}: {
  isOrder: boolean;
  iccid: string | null;
  level: string | null;
}): Notice['kind'] {
  if (isOrder) return 'order';
  if (level !== null && iccid !== null) return 'usage';
  return iccid === null ? 'balance' : 'other';
}

function isOf(secret: string, text: string, signature: string): boolean {
  const [one, other] = [
    Buffer.from(signatureOf(secret, text)),
    Buffer.from(signature.toLowerCase()),
  ];
  return one.length === other.length && timingSafeEqual(one, other);
}
