import type { AccountMode } from '../../kernel/context.ts';

/** An account as the platform sees it, with the rules that the platform sets. */
export type Account = {
  id: string;
  organizationId: string;
  mode: AccountMode;
  suspendedAt: Date | null;
  refundLimitPerMonth: number;
  requiresUserLocation: boolean;
  replacementLimitPerMonth: number;
  replacementLimitPerEsim: number;
  createdAt: Date;
};
