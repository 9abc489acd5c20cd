import type { App } from '../http/typed-app.ts';
import type { PaymentParts } from './routes.ts';

export function registerNoticeRoute(_app: App, _parts: PaymentParts): void {}
