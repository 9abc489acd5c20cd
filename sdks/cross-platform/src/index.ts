export type * from './app.ts';
export { type ErrorKind, GigastoreAppError } from './errors.ts';
export type { InstallScreen, ShowScreen } from './web/screen.ts';
export { createWebApp, type WebOptions } from './web/web-app.ts';
export type { ScreenWords } from './web/words.ts';
