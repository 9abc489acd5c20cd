export { chargeFiles } from './charge-file.ts';
export { selectFile as selectUsageFile } from './file-store.ts';
export { selectErrors as listUsageFileErrors } from './part-store.ts';
export { pruneUsageFiles } from './prune-files.ts';
export { receiveFile } from './receive-file.ts';
export { registerUsageFileRoutes } from './routes.ts';
export { startUsageFiles } from './start-usage-files.ts';
export type { UsageFile } from './usage-file.ts';
