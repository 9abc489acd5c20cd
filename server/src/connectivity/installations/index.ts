export {
  INSTALLATION_OUTCOMES,
  type InstallationEvent,
  type InstallationOutcome,
  showInstallationEvent,
} from './installation-event.ts';
export { type InstallationHint, readInstallationHint } from './read-hint.ts';
export { MAX_REPORTS, reportInstallation } from './report-installation.ts';
export { anInstallationEvent, InstallationEventSchema } from './schemas.ts';
export { readInstallations, readLatestInstallations } from './store.ts';
