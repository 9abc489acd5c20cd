import { catalogueRun } from './catalogue-run.ts';
import type { Kind } from './kind.ts';
import { newBankLine, newCarrierKey, newRadiusClient, newRejectedUsage } from './platform.ts';
import { lostStockOrder, newSmdp } from './smdps.ts';
import { unknownOrder } from './unknown-order.ts';
import { newUsageFile, newUsageFormat } from './usage-files.ts';

const carrierKey: Kind = {
  missing: 'api_key_not_found',
  isOwned: false,
  make: newCarrierKey,
};

const rejectedUsage: Kind = {
  missing: 'usage_record_not_found',
  isOwned: false,
  make: newRejectedUsage,
};

/** A usage file that waits, and how the usage files of a carrier are read. */
const usageFileKinds: Record<string, Kind> = {
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
const anyProfile: Kind = {
  missing: 'esim_profile_not_found',
  isOwned: false,
  make: async (_, sale) => (await sale()).iccid,
};

/** An entry of a bank statement. */
const bankLine: Kind = {
  missing: 'bank_line_not_found',
  isOwned: false,
  make: newBankLine,
};

/** A machine that sends usage by RADIUS. */
const radiusClient: Kind = {
  missing: 'radius_client_not_found',
  isOwned: false,
  make: newRadiusClient,
};

/** A preview of a supplier's catalogue. */
const importedCatalogue: Kind = {
  missing: 'catalogue_run_not_found',
  isOwned: false,
  make: ({ store }) => catalogueRun(store.db),
};

/** An order whose outcome is unknown. */
const carrierOrder: Kind = {
  missing: 'carrier_order_not_found',
  isOwned: false,
  make: ({ store, id }) => unknownOrder(store.db, id),
};

const stockOrder: Kind = {
  missing: 'carrier_order_not_found',
  isOwned: false,
  make: ({ store }) => lostStockOrder(store.db),
};

const smdp: Kind = {
  missing: 'smdp_not_found',
  isOwned: false,
  make: ({ store }) => newSmdp(store.db),
};

/** What carriers and their machines are named by, by the end of the path. */
export const CARRIER_KINDS: Record<string, Kind> = {
  '/operator/carrier-orders/{id}': carrierOrder,
  '/operator/catalogue-runs/{id}': importedCatalogue,
  '/operator/bank-lines/{id}': bankLine,
  '/operator/carrier-keys/{id}': carrierKey,
  '/operator/radius-clients/{id}': radiusClient,
  '/operator/rejected-usage/{id}': rejectedUsage,
  '/operator/profiles/{iccid}': anyProfile,
  ...usageFileKinds,
  '/operator/stock-orders/{id}': stockOrder,
  '/operator/smdps/{name}': smdp,
};
