export {
  INSTALLATION_OUTCOMES,
  type InstallationEvent,
  type InstallationOutcome,
  showInstallationEvent,
} from './installation-event.ts';
export { MAX_REPORTS, reportInstallation } from './report-installation.ts';
export { readInstallations, readLatestInstallations } from './store.ts';
