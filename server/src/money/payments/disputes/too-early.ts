import { Refusal } from '../../../kernel/refusal.ts';

/** For a notice that came before the one of the payment: its sender sends it again. */
export function tooEarly(): Refusal {
  const detail = 'The payment was not heard of yet; send this notice again.';
  return new Refusal('service_unavailable', detail, { retryAfterSeconds: 60 });
}
