export { registerTicketRoutes } from './routes.ts';
