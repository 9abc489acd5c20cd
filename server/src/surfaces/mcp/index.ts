export { type Confirmations, createConfirmations } from './confirmation.ts';
export { registerMcp } from './routes.ts';
