import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import type { Package } from '../activations/index.ts';

/** Returns the refusal of a refund; its text explains how to proceed. */
export function refuseRefund(code: RefusalCode, item: Package): Refusal {
  return new Refusal(code, sentence(code, item));
}

function sentence(code: RefusalCode, item: Package): string {
  switch (code) {
    case 'already_refunded':
      return 'This package has already been refunded.';
    case 'not_refundable_stock':
      return (
        'This package came from prepaid stock, which cannot be refunded here. ' +
        `Open a ticket with the package ID ${item.id}.`
      );
    case 'not_refundable_expired':
      return 'This package has expired and cannot be refunded.';
    case 'not_refundable_used':
      return `${item.usedBytes} bytes of this package were used, so it cannot be refunded.`;
    case 'refund_limit_reached':
      return "This month's limit of refunds is reached.";
    default:
      return `A package that is ${item.state} cannot be refunded.`;
  }
}
