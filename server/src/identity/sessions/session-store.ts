import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import type { Role } from '../people/index.ts';

/** A session with all that decides what it may do; without a membership, it has no organization. */
export type SessionRow = {
  sessionId: string;
  personId: string;
  name: string;
  email: string;
  locale: Locale;
  hasSecondFactor: boolean;
  /** Whether it was opened with a second factor or a passkey. */
  isStrong: boolean;
  createdAt: Date;
  seenAt: Date;
  expiresAt: Date;
  role: Role | null;
  organizationId: string | null;
  organizationName: string | null;
  timeZone: string | null;
  isPlatform: boolean | null;
  requiresSecondFactor: boolean | null;
  liveId: string | null;
  liveSuspendedAt: Date | null;
  liveRequiresUserLocation: boolean | null;
  liveRefundLimit: number | null;
  sandboxId: string | null;
  sandboxSuspendedAt: Date | null;
  sandboxOffsetMs: bigint | null;
  sandboxRequiresUserLocation: boolean | null;
  sandboxRefundLimit: number | null;
};

/**
 * Returns the session of a verified person by its token, in one statement; undefined when it is
 * over, by its age or because it was idle since `idleSince`.
 */
export async function selectSession(
  db: Queryable,
  { token, idleSince }: { token: string; idleSince: Date },
): Promise<SessionRow | undefined> {
  return await db.row<SessionRow>(sql`
    select sessions.id as "sessionId", people.id as "personId", people.name, people.email,
      people.locale, people.two_factor_enabled as "hasSecondFactor",
      sessions.is_strong as "isStrong", sessions.created_at as "createdAt",
      sessions.seen_at as "seenAt", sessions.expires_at as "expiresAt", members.role,
      organizations.id as "organizationId", organizations.name as "organizationName",
      organizations.time_zone as "timeZone",
      organizations.is_platform as "isPlatform",
      organizations.requires_second_factor as "requiresSecondFactor",
      live.suspended_at as "liveSuspendedAt", sandbox.suspended_at as "sandboxSuspendedAt",
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
      and organizations.closed_at is null
      and sessions.expires_at > now()
      and sessions.seen_at > ${idleSince}`);
}

export type ListedSession = {
  id: string;
  createdAt: Date;
  expiresAt: Date;
  ipAddress: string | null;
  userAgent: string | null;
};

/** Returns the sessions, newest first. */
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
  session: {
    id: string;
    token: string;
    personId: string;
    isStrong: boolean;
    ipAddress: string | null;
    userAgent: string | null;
    createdAt: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx.run(sql`
    insert into sessions (id, token, person_id, is_strong, ip_address, user_agent, created_at,
      updated_at, seen_at, expires_at)
    values (${session.id}, ${session.token}, ${session.personId}, ${session.isStrong},
      ${session.ipAddress}, ${session.userAgent}, ${session.createdAt}, ${session.createdAt},
      ${session.createdAt}, ${session.expiresAt})`);
}

export async function updateSeen(db: Queryable, id: string, now: Date): Promise<void> {
  await db.run(sql`
    update sessions
    set seen_at = ${now}
    where id = ${id}
      and seen_at < ${now}`);
}

/** Marks a session as opened with a second factor, which its person has just proved. */
export async function updateStrong(db: Queryable, id: string): Promise<void> {
  await db.run(sql`
    update sessions
    set is_strong = true
    where id = ${id}`);
}

/** Returns false if the person has no such session. */
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

/** Deletes all sessions of a person except the one that is kept. */
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

/** Deletes the sessions and challenges that are over. */
export async function deleteOldSessions(db: Queryable, idleSince: Date): Promise<void> {
  await db.run(sql`delete from sessions where expires_at < now() or seen_at < ${idleSince}`);
  await db.run(sql`delete from sign_in_challenges where expires_at < now()`);
}

/**
 * Clears the addresses of sessions that are older than so many days, at most `limit`; returns how
 * many. Sessions that are over are deleted as a whole.
 */
export function eraseSessionAddresses(
  db: Queryable,
  { olderThanDays, limit }: { olderThanDays: number; limit: number },
): Promise<number> {
  return db.run(sql`
    update sessions
    set ip_address = null
    where id in (
      select id
      from sessions
      where ip_address is not null
        and created_at < now() - make_interval(days => ${olderThanDays})
      limit ${limit}
      for update skip locked
    )`);
}
