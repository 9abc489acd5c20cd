export { registerApprovalRoutes } from './routes.ts';
export { createApprovedTasks } from './sell-approved-task.ts';
