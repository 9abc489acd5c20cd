import type { AccountMode } from '../../kernel/context.ts';
import type { AppPlatform, AppState } from '../../tenancy/sdk-apps/index.ts';

/** How long a session reads eSIMs. */
export const SESSION_MINUTES = 60;
/** How long a session reports installations, which a phone may do long after them. */
export const REPORT_DAYS = 30;

/** An app on a phone, and whose eSIMs it may read. */
export type SdkSession = {
  accountId: string;
  organizationId: string;
  mode: AccountMode;
  id: string;
  customerId: string;
  /** The one eSIM that the session is for; null for all of the customer. */
  esimProfileId: string | null;
  platform: AppPlatform;
  appState: AppState;
  model: string | null;
  systemVersion: string | null;
  createdAt: Date;
  expiresAt: Date;
};
