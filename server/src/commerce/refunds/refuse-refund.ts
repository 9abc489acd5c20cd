import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import type { Package } from '../activations/index.ts';

/** The refusal of a refund, in a sentence that says what can be done instead. */
export function refuseRefund(code: RefusalCode, item: Package): Refusal {
  return new Refusal(code, sentence(code, item));
}

function sentence(code: RefusalCode, item: Package): string {
  switch (code) {
    case 'already_refunded':
      return 'This package was refunded before.';
    case 'not_refundable_stock':
      return (
        'This package came from prepaid stock, which the platform does not refund; ' +
        `please open a ticket naming the package ${item.id}.`
      );
    case 'not_refundable_expired':
      return 'This package has expired, so it is not refundable.';
    case 'not_refundable_used':
      return `${item.usedBytes} bytes of this package were used, so it is not refundable.`;
    case 'refund_limit_reached':
      return 'The account has made all its refunds of this calendar month.';
    default:
      return `A package that is ${item.state} cannot be refunded.`;
  }
}
