export { registerInstallationMailRoute } from './routes.ts';
export {
  type InstallationMail,
  readInstallationMailsOf,
  resetInstallationMails,
} from './store.ts';
