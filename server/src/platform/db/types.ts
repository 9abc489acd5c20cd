import pg from 'pg';
import { readTimestamp } from './read-timestamp.ts';

const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const TIMESTAMPTZ = 1184;

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, BigInt],
  // A calendar day has no time zone: pg would make it a moment in the machine's zone.
  [DATE, (text) => text],
  [INT8_ARRAY, parseInt8Array],
  [TIMESTAMPTZ, readTimestamp],
]);

/** How columns are read: int8 as bigint, date and numeric as text, timestamptz as Date. */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    const parser = format === 'binary' ? undefined : parsers.get(oid);
    return parser ?? pg.types.getTypeParser(oid, format as 'text');
  },
};

function parseInt8Array(text: string): (bigint | null)[] {
  if (text === '{}') return [];
  const items = text.slice(1, -1).split(',');
  return items.map((item) => (item === 'NULL' ? null : BigInt(item)));
}
