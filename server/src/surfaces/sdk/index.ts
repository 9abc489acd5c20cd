export { askActivation } from './ask-activation.ts';
export { askCustomerRegistration } from './ask-customer-registration.ts';
export { registerInstallTokenRoute } from './install-token-routes.ts';
export { allowOtherOrigins } from './other-origins.ts';
export { registerSdkWebhookRoutes } from './routes.ts';
export { registerSdkRoutes } from './sdk-routes.ts';
export { createSdkTasks } from './sdk-tasks.ts';
