import type { Context } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import type { UsageFile } from './usage-file.ts';

/** Returns what writes an upload to the audit log, in the transaction that ends it. */
export function noteUpload(context: Context): (tx: Tx, file: UsageFile) => Promise<void> {
  return async (db, { id, carrier, fileName, lines }) => {
    const after = { carrier, fileName, lines };
    const change = { action: 'usage_file.uploaded', target: id, before: null, after };
    await recordChanges({ ...context, db }, [change]);
  };
}
