export { type PageParts, registerPageRoutes } from './routes.ts';
