export { eraseInstallationMails } from './erase-installation-mails.ts';
export { registerInstallationMailRoute } from './routes.ts';
export {
  type InstallationMail,
  readInstallationMailsOf,
  resetInstallationMails,
} from './store.ts';
