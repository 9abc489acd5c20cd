import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Role } from './roles.ts';

/** A session with all that decides what it may do; without a membership, it has no organization. */
export type SessionRow = {
  sessionId: string;
  personId: string;
  name: string;
  email: string;
  locale: Locale;
  hasSecondFactor: boolean;
  expiresAt: Date;
  role: Role | null;
  organizationId: string | null;
  organizationName: string | null;
  isPlatform: boolean | null;
  liveId: string | null;
  liveRequiresUserLocation: boolean | null;
  liveRefundLimit: number | null;
  sandboxId: string | null;
  sandboxOffsetMs: bigint | null;
  sandboxRequiresUserLocation: boolean | null;
  sandboxRefundLimit: number | null;
};

/** Of a verified person, unexpired; by its token in one statement. */
export async function selectSession(db: Queryable, token: string): Promise<SessionRow | undefined> {
  return await db.row<SessionRow>(sql`
    select sessions.id as "sessionId", people.id as "personId", people.name, people.email,
      people.locale, people.two_factor_enabled as "hasSecondFactor",
      sessions.expires_at as "expiresAt", members.role,
      organizations.id as "organizationId", organizations.name as "organizationName",
      organizations.is_platform as "isPlatform",
      live.id as "liveId", live.requires_user_location as "liveRequiresUserLocation",
      live.refund_limit_per_month as "liveRefundLimit",
      sandbox.id as "sandboxId", sandbox.clock_offset_ms as "sandboxOffsetMs",
      sandbox.requires_user_location as "sandboxRequiresUserLocation",
      sandbox.refund_limit_per_month as "sandboxRefundLimit"
    from sessions
    join people on people.id = sessions.person_id and people.email_verified
    left join members on members.person_id = people.id
    left join organizations on organizations.id = members.organization_id
    left join accounts as live
      on live.organization_id = organizations.id and live.mode = 'live'
    left join accounts as sandbox
      on sandbox.organization_id = organizations.id and sandbox.mode = 'sandbox'
    where sessions.token = ${token}
      and sessions.expires_at > now()`);
}

export type ListedSession = {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

/** Newest first. */
export async function selectSessions(db: Queryable, personId: string): Promise<ListedSession[]> {
  return await db.rows<ListedSession>(sql`
    select id, created_at as "createdAt", expires_at as "expiresAt",
      ip_address as "ipAddress", user_agent as "userAgent"
    from sessions
    where person_id = ${personId}
      and expires_at > now()
    order by created_at desc, id desc`);
}

export async function insertSession(
  tx: Queryable,
  session: { id: string; token: string; personId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into sessions (id, token, person_id, created_at, updated_at, expires_at)
    values (${session.id}, ${session.token}, ${session.personId}, ${session.createdAt},
      ${session.createdAt}, ${session.expiresAt})`);
}

/** False when the person has no such session. */
export async function deleteSession(
  tx: Queryable,
  session: { personId: string; id: string },
): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from sessions
    where person_id = ${session.personId}
      and id = ${session.id}`);
  return deleted === 1;
}

/** All sessions of a person, but for one that is kept. */
export async function deleteSessions(
  tx: Queryable,
  personId: string,
  keptId: string | null = null,
): Promise<void> {
  await tx.run(sql`
    delete from sessions
    where person_id = ${personId}
      and id is distinct from ${keptId}::uuid`);
}

/** What is over: sessions, challenges, links and counters. */
export async function deleteExpired(tx: Tx): Promise<void> {
  await tx.run(sql`delete from sessions where expires_at < now()`);
  await tx.run(sql`delete from sign_in_challenges where expires_at < now()`);
  await tx.run(sql`delete from mailed_links where expires_at < now()`);
  await tx.run(sql`delete from sign_in_attempts where until < now()`);
}
