/** The low-credit alert of an account; amounts in cents. */
export type CreditAlert = {
  accountId: string;
  organizationId: string;
  enabled: boolean;
  thresholdMinor: bigint;
  /** The account's last transfer when the alert was sent; null if it can be sent. */
  alertedSequence: bigint | null;
};

/** The available credits and the number of the last transfer. */
export type Level = { availableMinor: bigint; lastSequence: bigint };

/**
 * Decides about the alert. It is sent once when the credits are below the threshold, and again only
 * after they were at or above it: a job has seen that, or `crossing` proves it, the number of a
 * transfer that took them below the threshold after the alert was sent.
 */
export function decideAlert(
  { enabled, thresholdMinor, alertedSequence }: CreditAlert,
  { availableMinor }: Level,
  crossing: bigint,
): 'nothing' | 'rearm' | 'notify' {
  if (!enabled) return 'nothing';
  const wasSent = alertedSequence !== null && crossing <= alertedSequence;
  if (availableMinor >= thresholdMinor) return alertedSequence === null ? 'nothing' : 'rearm';
  return wasSent ? 'nothing' : 'notify';
}
