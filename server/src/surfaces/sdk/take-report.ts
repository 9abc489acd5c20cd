import {
  type InstallationOutcome,
  reportInstallation,
  showInstallationEvent,
} from '../../connectivity/installations/index.ts';
import type { PublicTokens } from '../../kernel/public-token.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { type Access, readClock } from '../../tenancy/accounts/index.ts';
import { findOwnProfile } from './profiles.ts';
import { readReporter } from './read-session.ts';

type Parts = Pick<WriteParts, 'db' | 'holdSandboxes'> & {
  access: Pick<Access, 'now'>;
  publicTokens: PublicTokens;
};

type Report = {
  token: string;
  uid: string;
  id: string;
  outcome: InstallationOutcome;
  occurredAt?: string | undefined;
  platformCode?: string | null | undefined;
};

/**
 * Keeps a report of a session's app. Throws `invalid_token`, `token_expired`,
 * `esim_profile_not_found`, `invalid_state`.
 */
export async function takeReport(
  { db, holdSandboxes, access, publicTokens: tokens }: Parts,
  { token, uid, id, outcome, occurredAt, platformCode = null }: Report,
) {
  const realNow = access.now();
  const session = await readReporter({ db, tokens, realNow }, token);
  const { accountId, mode, platform, model, systemVersion } = session;
  const event = await db.transaction(async (tx) => {
    if (mode === 'sandbox') await holdSandboxes?.(tx, [accountId]);
    const now = await readClock(tx, { accountId, realNow });
    const profile = await findOwnProfile(tx, session, uid);
    // The phone knows the real time; everything in a sandbox has the time of its clock.
    const ago = occurredAt === undefined ? 0 : realNow.getTime() - Date.parse(occurredAt);
    return reportInstallation(
      { db: tx, accountId, now, mode },
      {
        profile,
        id: id.toLowerCase(),
        outcome,
        platform,
        platformCode,
        model,
        systemVersion,
        occurredAt: new Date(now.getTime() - ago),
      },
    );
  });
  return showInstallationEvent(event);
}
