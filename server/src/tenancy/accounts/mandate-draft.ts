import {
  MANDATE_PERIODS,
  type Mandate,
  type MandateLimit,
  type MandatePeriod,
} from '../../kernel/mandate.ts';
import { readUsd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { KeyChannel } from '../../kernel/sales-channel.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';

type LimitDraft = { amount: PriceInput; above?: 'refuse' | 'ask' };

/** A mandate as a request asks for it. */
export type MandateDraft = Partial<Record<MandatePeriod, LimitDraft>> & {
  inventoryItemIds?: readonly string[];
  countrySets?: readonly string[];
  channels?: readonly KeyChannel[];
  expiresAt?: string;
};

/** Returns the mandate of a draft. Throws `invalid_request` if it limits nothing. */
export function readMandate(draft: MandateDraft): Mandate {
  const { inventoryItemIds: items, countrySets: sets, channels, expiresAt } = draft;
  const mandate: Mandate = {
    perSale: readLimit('perSale', draft),
    perDay: readLimit('perDay', draft),
    perMonth: readLimit('perMonth', draft),
    inventoryItemIds: items ? unique(items.map((id) => id.toLowerCase())) : null,
    countrySets: sets ? unique(sets.map((code) => code.toUpperCase())) : null,
    channels: channels ? unique(channels) : null,
    expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
  };
  if (Object.values(mandate).some((value) => value !== null)) return mandate;
  const fields = [...MANDATE_PERIODS, 'inventoryItemIds', 'countrySets', 'channels', 'expiresAt'];
  throw invalid('/mandate', `must have at least one of ${fields.join(', ')}`);
}

function readLimit(period: MandatePeriod, draft: MandateDraft): MandateLimit | null {
  const limit = draft[period];
  if (!limit) return null;
  const amountMinor = readUsd(limit.amount, `/mandate/${period}/amount`);
  return { amountMinor, asks: limit.above === 'ask' };
}

function unique<Text extends string>(texts: readonly Text[]): Text[] {
  return [...new Set(texts)];
}
