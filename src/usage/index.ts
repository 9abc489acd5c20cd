export { type Attach, attachProfile, detachProfile } from './attach-profile.ts';
export { LOW_DATA_BYTES } from './domain-use.ts';
export { recordUsage, type UsagePlace } from './record-usage.ts';
export { resetUsage } from './reset-usage.ts';
export type { RecordedUse, UsageRecord } from './usage-record.ts';
export { type UsedData, useData } from './use-data.ts';
