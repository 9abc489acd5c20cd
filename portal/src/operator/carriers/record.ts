import type { Schemas } from '../../api/client.ts';

export type Rejected = Schemas['RejectedUsage'];

/** The carrier's ID of the record, if any. */
export function recordName({ record, id }: Rejected): string {
  const { recordId } = fieldsOf(record);
  return recordId || id.slice(0, 8);
}

/** Returns the fields of a record as texts; none if the record is not an object. */
export function fieldsOf(record: unknown): Record<string, string> {
  if (typeof record !== 'object' || record === null) return {};
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]));
}
