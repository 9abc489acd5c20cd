import type { AccountMode } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { changeProfileState, type EsimProfile, INSTALL_LIMIT } from '../esims/index.ts';
import type { InstallationEvent } from './installation-event.ts';
import { countEvents, insertEvent, selectEvent } from './store.ts';

/** An app in order reports a handful; this many are a mistake. */
const MAX_REPORTS = 200;

type Reporter = Pick<Scope, 'db' | 'accountId' | 'now'> & { mode: AccountMode };
type Report = Omit<InstallationEvent, 'esimProfileId' | 'receivedAt'> & {
  profile: EsimProfile;
};

/**
 * Keeps what an app reports about an installation, and returns what is kept: a report with a known
 * ID changes nothing. The clock of the phone may be wrong, so that a time before the eSIM was sold
 * or after now becomes that time. The state of the eSIM waits for its carrier; that of a sandbox
 * confirms a success at once. Throws `invalid_state` for an eSIM with `MAX_REPORTS`.
 */
export async function reportInstallation(
  scope: Reporter,
  { profile, ...report }: Report,
): Promise<InstallationEvent> {
  const { db, accountId, now } = scope;
  const esimProfileId = profile.id;
  const known = await selectEvent(db, { accountId, esimProfileId, id: report.id });
  if (known) return known;
  if ((await countEvents(db, { accountId, esimProfileId })) >= MAX_REPORTS) {
    throw new Refusal('invalid_state', `This eSIM has ${MAX_REPORTS} reports, which is the limit.`);
  }
  const occurredAt = within(report.occurredAt, profile.createdAt, now);
  const event = { ...report, esimProfileId, occurredAt, receivedAt: now };
  if (!(await insertEvent(db, accountId, event))) {
    return (await selectEvent(db, { accountId, esimProfileId, id: event.id })) ?? event;
  }
  if (isConfirmed(scope, event, profile)) {
    await changeProfileState(scope, { iccid: profile.iccid, action: 'install' });
  }
  return event;
}

function within(at: Date, first: Date, last: Date): Date {
  return new Date(Math.max(first.getTime(), Math.min(at.getTime(), last.getTime())));
}

/** The phone in a sandbox is a simulated one, and nobody else says that it has the eSIM. */
function isConfirmed(
  { mode }: Reporter,
  { outcome }: InstallationEvent,
  { state, installCount }: EsimProfile,
): boolean {
  const isInstallable = state === 'RELEASED' && installCount < INSTALL_LIMIT;
  return mode === 'sandbox' && outcome === 'succeeded' && isInstallable;
}
