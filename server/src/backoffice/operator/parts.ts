import type { Payments } from '../../money/payments/index.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../../tenancy/accounts/index.ts';

/** What the platform's routes need. */
export type OperatorParts = WriteParts & {
  access: Pick<Access, 'invalidateAccount'>;
  payments: Payments;
};
