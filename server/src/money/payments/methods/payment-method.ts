import { Refusal } from '../../../kernel/refusal.ts';
import type { Card, ProviderName } from '../providers/provider.ts';

/** A card with which an account pays. */
export type PaymentMethod = Card & {
  accountId: string;
  id: string;
  provider: ProviderName;
  isDefault: boolean;
  createdAt: Date;
};

export type PaymentMethodView = {
  id: string;
  type: 'card';
  brand: string;
  lastFour: string;
  expiryMonth: number;
  expiryYear: number;
  isDefault: boolean;
  createdAt: string;
};

/** Returns the payment method as the API shows it, without its token. */
export function showMethod(method: PaymentMethod): PaymentMethodView {
  const { id, brand, lastFour, expiryMonth, expiryYear, isDefault, createdAt } = method;
  const card = { brand, lastFour, expiryMonth, expiryYear };
  return { id, type: 'card', ...card, isDefault, createdAt: createdAt.toISOString() };
}

export function noSuchMethod(): Refusal {
  return new Refusal('payment_method_not_found', 'The account has no payment method with this ID.');
}
