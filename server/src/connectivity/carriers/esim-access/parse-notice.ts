import { createHash } from 'node:crypto';
import { member, parseCarrierJson, textOf } from '../ordering/carrier-json.ts';
import type { Notice, RawNotice } from '../ordering/ordering-carrier.ts';

const KINDS: Record<string, Notice['kind']> = {
  CHECK_HEALTH: 'other',
  ORDER_STATUS: 'order',
  SMDP_EVENT: 'profile',
  ESIM_STATUS: 'profile',
  DATA_USAGE: 'usage',
  VALIDITY_USAGE: 'usage',
};

/** Reads a notice. They are not signed, so that each is a hint that leads to a read. */
export function parseNotice({ body }: RawNotice): Notice | undefined {
  const json = parseCarrierJson(body);
  const kind = KINDS[textOf(json, 'notifyType') ?? ''];
  if (!kind) return undefined;
  const content = member(json, 'content');
  return {
    kind,
    order: textOf(content, 'orderNo'),
    // In a batch it has a suffix: 32 digits of it are ours.
    reference: textOf(content, 'transactionId')?.split('-')[0] ?? null,
    iccid: textOf(content, 'iccid'),
    key: textOf(json, 'notifyId') ?? createHash('sha256').update(body).digest('hex'),
  };
}
