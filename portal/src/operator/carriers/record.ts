import type { Schemas } from '../../api/client.ts';

export type Rejected = Schemas['RejectedUsage'];

/** The carrier's own ID of the record, if it had one. */
export function recordName({ record, id }: Rejected): string {
  const { recordId } = fieldsOf(record);
  return recordId || id.slice(0, 8);
}

/** The fields of a record as texts; of one that is no object none. */
export function fieldsOf(record: unknown): Record<string, string> {
  if (typeof record !== 'object' || record === null) return {};
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}
