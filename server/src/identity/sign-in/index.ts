export { refuseBreached } from './breached-passwords.ts';
export { guessing } from './by-link.ts';
export {
  checkedPassword,
  type FormPage,
  field,
  form,
  passwordField,
  registerFormPage,
} from './form-page-routes.ts';
export { pruneSignIns } from './prune-sign-ins.ts';
export { registerSignInRoutes } from './routes.ts';
