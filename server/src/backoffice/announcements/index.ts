export { registerAnnouncementRoutes } from './routes.ts';
export { ANNOUNCEMENT_SCHEDULE, createAnnouncementTasks } from './tasks.ts';
