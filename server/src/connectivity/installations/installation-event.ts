import type { AppPlatform } from '../../tenancy/sdk-apps/index.ts';

/** What an app reports about an installation of an eSIM. */
export const INSTALLATION_OUTCOMES = ['started', 'succeeded', 'failed', 'cancelled'] as const;
export type InstallationOutcome = (typeof INSTALLATION_OUTCOMES)[number];

/** A report of an app; times by the clock of the account. */
export type InstallationEvent = {
  /** Chosen by the app; unique for an eSIM. */
  id: string;
  esimProfileId: string;
  outcome: InstallationOutcome;
  platform: AppPlatform;
  /** The code of the phone's system, mostly of a failure. */
  platformCode: string | null;
  model: string | null;
  systemVersion: string | null;
  occurredAt: Date;
  receivedAt: Date;
};

/** Returns the event as the API shows it. */
export function showInstallationEvent(event: InstallationEvent) {
  return {
    id: event.id,
    outcome: event.outcome,
    platformCode: event.platformCode,
    occurredAt: event.occurredAt.toISOString(),
    receivedAt: event.receivedAt.toISOString(),
  };
}
