/** The dimensions that sales are grouped by. */
export const GROUPS = [
  'item',
  'country_set',
  'sales_channel',
  'api_key',
  'metatag_prefix',
] as const;

export const INTERVALS = ['day', 'week', 'month'] as const;
