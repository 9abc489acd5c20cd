import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { type CarrierFormat, findFormatFaults, type UsageFileFormat } from './format.ts';
import { deleteFormat, type KeptFormat, selectFormat, upsertFormat } from './format-store.ts';

/**
 * Sets how the usage files of a carrier are read. Files that were taken before keep the format that
 * they were taken with. Throws `invalid_request` with every fault.
 */
export async function setFormat(
  scope: Scope,
  { carrier, format }: { carrier: string; format: UsageFileFormat },
): Promise<KeptFormat> {
  refuseFaults(format);
  const before = await selectFormat(scope.db, carrier);
  const { actor } = scope;
  const updatedByName = 'name' in actor ? (actor.name ?? null) : null;
  const kept = await upsertFormat(scope.db, { carrier, format, updatedByName });
  audit(scope, {
    action: before ? 'usage_file_format.updated' : 'usage_file_format.created',
    target: carrier,
    before: before?.format ?? null,
    after: kept.format,
  });
  return kept;
}

/** Deletes a carrier's format: its files are then refused. Throws `usage_format_not_found`. */
export async function removeFormat(
  scope: Scope,
  { carrier }: Pick<CarrierFormat, 'carrier'>,
): Promise<void> {
  const before = await selectFormat(scope.db, carrier);
  if (!before || !(await deleteFormat(scope.db, carrier))) throw noFormat(carrier);
  const { format } = before;
  audit(scope, {
    action: 'usage_file_format.deleted',
    target: carrier,
    before: format,
    after: null,
  });
}

/** Throws `invalid_request` with everything that is wrong with a format. */
export function refuseFaults(format: UsageFileFormat): void {
  const errors = findFormatFaults(format).map(({ path, message }) => ({
    path: `/format${path}`,
    message,
  }));
  const [first] = errors;
  if (!first) return;
  throw new Refusal('invalid_request', `${first.path.slice(1)} ${first.message}`, { errors });
}

export function noFormat(carrier: string): Refusal {
  const detail = `No format of usage files is set for the carrier ${carrier}.`;
  return new Refusal('usage_format_not_found', detail);
}
