import type { Access } from '../accounts/index.ts';
import type { WriteParts } from '../http/write.ts';
import type { Payments } from '../payments/index.ts';

/** What the platform's routes need. */
export type OperatorParts = WriteParts & {
  access: Pick<Access, 'forgetAccount'>;
  payments: Payments;
};
