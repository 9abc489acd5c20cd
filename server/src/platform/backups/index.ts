export { readLastBackup, recordBackup } from './store.ts';
