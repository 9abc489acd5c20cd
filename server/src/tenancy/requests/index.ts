export { pruneRequests } from './prune-requests.ts';
export { createRequestLog, type RequestLog } from './request-log.ts';
export { registerRequestRoutes } from './routes.ts';
