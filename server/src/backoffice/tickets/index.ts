export { MAX_ATTACHMENTS } from './attachment.ts';
export { registerTicketRoutes } from './routes.ts';
