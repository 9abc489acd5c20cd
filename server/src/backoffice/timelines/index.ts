export { registerTimelineRoute } from './routes.ts';
