export { eraseInstallationMails } from './erase-installation-mails.ts';
export {
  installationContent,
  type MailedPackage,
  type MailedProfile,
} from './installation-content.ts';
export { registerInstallationMailRoute } from './routes.ts';
export {
  type InstallationMail,
  readInstallationMailsOf,
  resetInstallationMails,
} from './store.ts';
export { INSTALLATION_WORDS } from './words.ts';
