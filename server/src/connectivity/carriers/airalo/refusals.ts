import type { CarrierRefusal } from '../ordering/call-end.ts';

/** The supplier does not know itself what happened. */
export const UNEXPECTED = '53';

/** The supplier's codes. */
export const REFUSALS: Record<string, CarrierRefusal> = {
  '11': 'unfunded',
  '13': 'maintenance',
  '14': 'misconfigured',
  '23': 'not_allowed',
  '33': 'out_of_stock',
  '34': 'out_of_stock',
  '43': 'rejected',
  '73': 'esim_recycled',
  '89': 'misconfigured',
};
