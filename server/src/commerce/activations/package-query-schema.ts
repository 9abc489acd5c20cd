import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { SALES_CHANNELS } from '../../kernel/sales-channel.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { DateOrTime, described, oneOf } from '../../platform/http/schemas.ts';
import type { PackageSearch } from './found-store.ts';

const STATES = ['PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'REFUNDED', 'FAILED'];
const MIN_TEXT = 3;

/** The filters of lists of packages, and of customers by their packages. */
export const packageQuery = {
  from: Type.Optional(described(DateOrTime, 'At this time or later.')),
  to: Type.Optional(described(DateOrTime, 'Before this time; a date includes the whole day.')),
  status: Type.Optional(
    oneOf(['PURCHASED', 'ACTIVATED', 'REFUNDED'], { description: 'The status of the package.' }),
  ),
  state: Type.Optional(
    Type.Unsafe<NonNullable<PackageSearch['state']>>(
      oneOf(STATES, { description: 'The state of the package.' }),
    ),
  ),
  channel: Type.Optional(
    oneOf(SALES_CHANNELS, {
      description: 'The sales channel of the package; `MCP` for the tools of agents.',
    }),
  ),
  inventoryItemId: Type.Optional(
    Type.String({
      description: 'The ID of the inventory item that was sold.',
      examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
    }),
  ),
  countrySet: Type.Optional(
    Type.String({ maxLength: 16, description: 'The country set.', examples: ['WWW'] }),
  ),
  q: Type.Optional(
    Type.String({
      minLength: MIN_TEXT,
      maxLength: 255,
      description:
        'A text of at least 3 characters: part of an email address, a metatag, an ICCID or an ' +
        'IMSI, or a whole ID. Letter case does not matter. Among more than 10,000 matches of one ' +
        'field, some are left out.',
      examples: ['order-1001'],
    }),
  ),
};

export type PackageQuery = {
  from?: string;
  to?: string;
  status?: PackageSearch['status'];
  state?: PackageSearch['state'];
  channel?: PackageSearch['channel'];
  inventoryItemId?: string;
  countrySet?: string;
  q?: string;
};

/** Returns the search of a validated query. Throws `invalid_request`. */
export function readPackageQuery(query: PackageQuery): PackageSearch {
  const { from, to, inventoryItemId, q, ...rest } = query;
  const range = parseTimeRange(from, to);
  if (inventoryItemId !== undefined && !isUuid(inventoryItemId)) {
    throw invalid('/inventoryItemId', 'must be the ID of an inventory item');
  }
  const text = q?.trim();
  if (text !== undefined && text.length < MIN_TEXT) {
    throw invalid('/q', `must have at least ${MIN_TEXT} characters`);
  }
  return { ...range, ...rest, inventoryItemId: inventoryItemId?.toLowerCase(), text };
}
