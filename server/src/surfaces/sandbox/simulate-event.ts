import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { recordEvents, sampleEvent } from '../../messaging/events/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockSandbox } from '../../tenancy/accounts/index.ts';

/** What only the platform, days of real time or plans with data by day cause. */
export const EVENTS_OF_PLATFORM = [
  'package.day_used_up',
  'package.throttled',
  'price.planned',
  'price.changed',
  'account.suspended',
  'account.resumed',
  'approval.expired',
] as const;
type EventOfPlatform = (typeof EVENTS_OF_PLATFORM)[number];

/** Records an event with invented data and changes nothing else. Throws `sandbox_only`. */
export async function simulateEvent(
  scope: Scope,
  { type }: { type: EventOfPlatform },
): Promise<void> {
  await lockSandbox(scope);
  const { body } = sampleEvent(type, { id: newId(), now: scope.now });
  await recordEvents(scope, [{ type, body, createdAt: scope.now }]);
  audit(scope, { action: 'sandbox.event_simulated', target: type, before: null, after: null });
}
