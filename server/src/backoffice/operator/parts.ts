import type { UsageLane } from '../../commerce/usage/index.ts';
import type { People } from '../../identity/sessions/index.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import type { Payments } from '../../money/payments/index.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../../tenancy/accounts/index.ts';

/** The dependencies of the operators' routes. */
export type OperatorParts = WriteParts & {
  access: Pick<Access, 'invalidateAccount' | 'invalidateOrganization'>;
  payments: Payments;
  people: People;
  encryption: Encryption;
  usageLane: UsageLane;
};
