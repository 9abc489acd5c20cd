import { createHmac, randomUUID } from 'node:crypto';

export type EsimAccessKey = {
  accessCode: string;
  /** Without it calls carry the access code only. */
  secretKey?: string | undefined;
};

/** Returns the lower-case hexadecimal HMAC-SHA256 of a call (its text to the byte). */
export function signCall(
  { accessCode, secretKey }: Required<EsimAccessKey>,
  { timestamp, requestId, body }: { timestamp: string; requestId: string; body: string },
): string {
  const signed = timestamp + requestId + accessCode + body;
  return createHmac('sha256', secretKey ?? '')
    .update(signed)
    .digest('hex');
}

/** Returns the headers that prove who calls. `now` is in the signature. */
export function authorize(key: EsimAccessKey, body: string, now: Date): Record<string, string> {
  const { accessCode, secretKey } = key;
  if (secretKey === undefined) return { 'RT-AccessCode': accessCode };
  const timestamp = String(now.getTime());
  const requestId = randomUUID();
  return {
    'RT-AccessCode': accessCode,
    'RT-RequestID': requestId,
    'RT-Timestamp': timestamp,
    'RT-Signature': signCall({ accessCode, secretKey }, { timestamp, requestId, body }),
  };
}
