import { createHmac } from 'node:crypto';
import type { SimulatedNotice } from '../notices.ts';
import type { Assignment, Esim } from './show.ts';

/** Where the supplier calls back, and how it signs: the documents show both encodings. */
export type Callback = { url: string; apiKey: string; encoding: 'base64' | 'hex' };

const A_WEEK_MS = 604_800_000;

/** Tells something about an eSIM and its newest bundle. */
export function toNotice(
  { url, apiKey, encoding }: Callback,
  of: { alertType: string; esim: Esim; assignment: Assignment },
): SimulatedNotice {
  const { id, bundle: name, initial, remaining } = of.assignment;
  const startTime = new Date();
  const text = JSON.stringify({
    iccid: of.esim.iccid,
    alertType: of.alertType,
    bundle: {
      ...{ id, reference: id, name, description: name },
      ...{ initialQuantity: initial, remainingQuantity: remaining, unlimited: false },
      startTime: startTime.toISOString(),
      endTime: new Date(startTime.getTime() + A_WEEK_MS).toISOString(),
    },
  });
  // The ICCID is a bare number, which has more digits than a double.
  const body = text.replace(/"iccid":"(\d+)"/, '"iccid":$1');
  const signature = createHmac('sha256', apiKey).update(body).digest(encoding);
  return { url, headers: { 'x-signature-sha256': signature }, body };
}
