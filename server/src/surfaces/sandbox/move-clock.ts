import { applyDueChangesWithin } from '../../commerce/activations/index.ts';
import { audit } from '../../kernel/context.ts';
import { parseDuration } from '../../kernel/duration.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { lockSandbox, setClock } from '../../tenancy/accounts/index.ts';

/** The furthest that a clock can be ahead of real time: 50 years. */
const FURTHEST_MS = 50 * 366 * 86_400_000;

/** A move forward by a duration (`P31D`), or to a moment. */
export type ClockMove = { advance?: string; now?: string };

/**
 * Moves the clock of a sandbox forward and returns the new time. Everything that falls due by then
 * is recorded, with the time at which it fell due. Throws `sandbox_only`, and `invalid_request` for
 * a move that is not forward or cannot be parsed.
 */
export async function moveClock(
  scope: Scope,
  { move, realNow }: { move: ClockMove; realNow: Date },
): Promise<Date> {
  const { clockOffsetMs } = await lockSandbox(scope);
  const offsetMs = Number(clockOffsetMs);
  const byMs = distance(move, realNow.getTime() + offsetMs);
  if (offsetMs + byMs > FURTHEST_MS) {
    throw invalid(move.now === undefined ? '/advance' : '/now', 'must be less than 50 years ahead');
  }

  await setClock(scope, BigInt(offsetMs + byMs));
  const now = new Date(realNow.getTime() + offsetMs + byMs);
  await applyDueChangesWithin({ db: scope.db, accountId: scope.accountId, now });
  const before = { now: new Date(realNow.getTime() + offsetMs) };
  audit(scope, { action: 'sandbox.clock_moved', target: null, before, after: { now } });
  return now;
}

function distance({ advance, now }: ClockMove, presentMs: number): number {
  if ((advance === undefined) === (now === undefined)) {
    throw invalid('/advance', 'or now is required, but not both');
  }
  if (now !== undefined) {
    const byMs = Date.parse(now) - presentMs;
    if (Number.isNaN(byMs) || byMs < 0) throw invalid('/now', 'must not be in the past');
    return byMs;
  }
  const byMs = parseDuration(advance ?? '');
  if (byMs === undefined) throw invalid('/advance', 'must be a duration in days or less: P31D');
  return byMs;
}
