export {
  type ActivationQuestion,
  type ActivationVerdict,
  askActivation,
} from './ask-activation.ts';
export {
  askCustomerRegistration,
  type CustomerRegistration,
  type RegistrationReply,
} from './ask-customer-registration.ts';
export { registerSdkWebhookRoutes } from './routes.ts';
