import {
  claimInstallToken,
  insertSession,
  REPORT_DAYS,
  SESSION_MINUTES,
} from '../../connectivity/sdk-sessions/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { PublicTokens } from '../../kernel/public-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { KeyInUse } from '../../tenancy/sdk-apps/index.ts';
import type { RefuseUnattested } from '../../tenancy/sdk-attestation/index.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type NewSession = { token: string; expiresAt: Date; reportsUntil: Date };

/**
 * Opens a session of an app. The installation that uses an install token first may use it again
 * until it expires, since an answer may be lost; another one may not. Throws `invalid_credentials`
 * for a token that is wrong, of another account, expired or used, and `app_not_attested`.
 */
export async function startSession(
  {
    db,
    key,
    realNow,
    tokens,
    refuseUnattested,
  }: {
    db: Tx;
    key: KeyInUse;
    realNow: Date;
    tokens: PublicTokens;
    refuseUnattested: RefuseUnattested;
  },
  asked: {
    installToken: string;
    installationId: string;
    model?: string | undefined;
    systemVersion?: string | undefined;
    attestation?: string | undefined;
  },
): Promise<NewSession> {
  const { accountId } = key;
  const named = tokens.read('install', asked.installToken);
  if (named?.accountId !== accountId) throw wrongToken();
  await refuseUnattested(db, { ...asked, accountId, appId: key.appId, realNow });
  const { installationId, model = null, systemVersion = null } = asked;
  if (!(await claimInstallToken(db, { ...named, installationId, realNow }))) throw wrongToken();
  const id = newId();
  const expiresAt = new Date(realNow.getTime() + SESSION_MINUTES * MINUTE_MS);
  const of = { installTokenId: named.id, keyId: key.id };
  const device = { model, systemVersion };
  await insertSession(db, { accountId, id, ...of, ...device, createdAt: realNow, expiresAt });
  return {
    token: tokens.sign('sdk', { accountId, id, linkVersion: 0 }),
    expiresAt,
    reportsUntil: reportsUntil(realNow),
  };
}

/** Returns until when a session that began at a time takes reports. */
export function reportsUntil(createdAt: Date): Date {
  return new Date(createdAt.getTime() + REPORT_DAYS * DAY_MS);
}

function wrongToken(): Refusal {
  const detail =
    'The install token is wrong, has expired or was used by another installation of the app. ' +
    'Get a new one from your server.';
  return new Refusal('invalid_credentials', detail);
}
