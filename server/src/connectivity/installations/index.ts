export {
  INSTALLATION_OUTCOMES,
  type InstallationEvent,
  type InstallationOutcome,
  showInstallationEvent,
} from './installation-event.ts';
export {
  type OutcomeCounts,
  type OutcomeLine,
  type OutcomesQuery,
  selectOutcomes,
} from './outcome-store.ts';
export { type InstallationHint, readInstallationHint } from './read-hint.ts';
export { reportInstallation } from './report-installation.ts';
export { anInstallationEvent, InstallationEventSchema } from './schemas.ts';
export { eraseInstallationDevices, readInstallations, readLatestInstallations } from './store.ts';
