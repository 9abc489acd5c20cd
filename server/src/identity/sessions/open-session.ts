import { randomBytes } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { SESSION_LIFETIME_SECONDS } from './session-cookie.ts';
import { insertSession } from './session-store.ts';

const TOKEN_BYTES = 24;
const MAX_AGENT_LENGTH = 512;

export type NewSession = {
  personId: string;
  now: Date;
  /** Whether a second factor or a passkey was proved. */
  isStrong?: boolean;
  ipAddress?: string | null;
  userAgent?: string | undefined;
};

/** Opens a session for a person who has proved who they are. Returns its token. */
export async function openSession(db: Queryable, session: NewSession): Promise<string> {
  const { personId, now, isStrong = false, ipAddress = null, userAgent } = session;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  await insertSession(db, {
    id: newId(),
    token,
    personId,
    isStrong,
    ipAddress,
    userAgent: userAgent?.slice(0, MAX_AGENT_LENGTH) ?? null,
    createdAt: now,
    expiresAt: new Date(now.getTime() + SESSION_LIFETIME_SECONDS * 1000),
  });
  return token;
}
