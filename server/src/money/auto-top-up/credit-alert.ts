/** Where an account wants to be told that its credits are low; amounts in cents. */
export type CreditAlert = {
  accountId: string;
  organizationId: string;
  enabled: boolean;
  thresholdMinor: bigint;
  /** The account's last transfer when it was told; null while it was not. */
  alertedSequence: bigint | null;
};

/** What is known of the credits: how many are available, and the last transfer's number. */
export type Level = { availableMinor: bigint; lastSequence: bigint };

/**
 * What is to be done about the alert: told once when the credits are below the threshold, and
 * again only when they were enough in between: seen to be, or shown by `crossing`, the number of
 * a transfer that took them below it after the account was told.
 */
export function decideAlert(
  { enabled, thresholdMinor, alertedSequence }: CreditAlert,
  { availableMinor }: Level,
  crossing: bigint,
): 'nothing' | 'rearm' | 'tell' {
  if (!enabled) return 'nothing';
  const wasTold = alertedSequence !== null && crossing <= alertedSequence;
  if (availableMinor >= thresholdMinor) return alertedSequence === null ? 'nothing' : 'rearm';
  return wasTold ? 'nothing' : 'tell';
}
