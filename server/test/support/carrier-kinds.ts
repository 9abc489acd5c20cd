import { catalogueRun } from './catalogue-run.ts';
import type { Kind } from './kind.ts';
import { newBankLine, newCarrierKey, newRejectedUsage } from './platform.ts';
import { unknownOrder } from './unknown-order.ts';
import { newUsageFile, newUsageFormat } from './usage-files.ts';

export const carrierKey: Kind = {
  missing: 'api_key_not_found',
  isOwned: false,
  make: newCarrierKey,
};

export const rejectedUsage: Kind = {
  missing: 'usage_record_not_found',
  isOwned: false,
  make: newRejectedUsage,
};

/** A usage file that waits, and how the usage files of a carrier are read. */
export const usageFileKinds: Record<string, Kind> = {
  '/operator/usage-files/{id}': {
    missing: 'usage_file_not_found',
    isOwned: false,
    make: newUsageFile,
  },
  '/operator/usage-file-formats/{carrier}': {
    missing: 'usage_format_not_found',
    isOwned: false,
    make: newUsageFormat,
  },
};

/** Of the platform's people, who see those of every account. */
export const anyProfile: Kind = {
  missing: 'esim_profile_not_found',
  isOwned: false,
  make: async (_, sale) => (await sale()).iccid,
};

/** An entry of a bank statement. */
export const bankLine: Kind = {
  missing: 'bank_line_not_found',
  isOwned: false,
  make: newBankLine,
};

/** A preview of a supplier's catalogue. */
export const importedCatalogue: Kind = {
  missing: 'catalogue_run_not_found',
  isOwned: false,
  make: ({ store }) => catalogueRun(store.db),
};

/** An order whose outcome is unknown. */
export const carrierOrder: Kind = {
  missing: 'carrier_order_not_found',
  isOwned: false,
  make: ({ store, id }) => unknownOrder(store.db, id),
};
