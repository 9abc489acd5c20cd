export { askActivation } from './ask-activation.ts';
export { askCustomerRegistration } from './ask-customer-registration.ts';
export { registerSdkWebhookRoutes } from './routes.ts';
