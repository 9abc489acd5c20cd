export { settleHappenings } from './settle-happenings.ts';
export { startSettling } from './start-settling.ts';
