export type { CallOptions, CsvOptions, EventStream, List } from './call.ts';
export { Gigastore } from './client.ts';
export { type ConnectionCode, type ErrorCode, GigastoreError, isGigastoreError } from './errors.ts';
export type * from './methods.gen.ts';
export { addPrices, formatPrice, fromMinor, parsePrice, toMinor } from './money.ts';
export type { AnswerNote, GigastoreOptions, Hooks, RequestNote, RetryOptions } from './options.ts';
export { formatBytes, toBytes } from './sizes.ts';
export type * from './types.gen.ts';
export { VERSION } from './version.gen.ts';
