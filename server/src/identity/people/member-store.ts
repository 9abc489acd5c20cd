import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PersonRow } from './person-store.ts';
import type { Role } from './roles.ts';

export type Member = {
  personId: string;
  name: string;
  email: string;
  role: Role;
  hasSecondFactor: boolean;
  joinedAt: Date;
};

/**
 * Inserts a member. Whether the organization is the platform follows from the organization itself.
 */
export async function insertMember(
  tx: Tx,
  member: { organizationId: string; personId: string; role: Role; now: Date },
): Promise<boolean> {
  const inserted = await tx.row(sql`
    insert into members (organization_id, person_id, is_platform, role, role_since, created_at)
    select id, ${member.personId}, is_platform, ${member.role}, ${member.now}, ${member.now}
    from organizations
    where id = ${member.organizationId}
    on conflict (person_id) do nothing
    returning person_id`);
  return inserted !== undefined;
}

/** Returns the members in the order in which they joined. */
export async function selectMembers(db: Queryable, organizationId: string): Promise<Member[]> {
  return await db.rows<Member>(sql`
    select people.id as "personId", people.name, people.email, members.role,
      people.two_factor_enabled as "hasSecondFactor", members.created_at as "joinedAt"
    from members
    join people on people.id = members.person_id
    where members.organization_id = ${organizationId}
    order by members.created_at, people.id`);
}

/** Returns the members with a role, and one of any role, to write to. */
export async function selectToNotify(
  db: Queryable,
  asked: { organizationId: string; role: Role; personId: string | null },
): Promise<Pick<PersonRow, 'id' | 'name' | 'email' | 'locale'>[]> {
  return await db.rows(sql`
    select people.id, people.name, people.email, people.locale
    from members
    join people on people.id = members.person_id
    where members.organization_id = ${asked.organizationId}
      and (members.role = ${asked.role} or people.id = ${asked.personId})
    order by members.created_at, people.id`);
}

/** Returns whether the address is a member's, who proved it by a link that was mailed to it. */
export async function isProvedAddress(
  db: Queryable,
  { organizationId, address }: { organizationId: string; address: string },
): Promise<boolean> {
  const row = await db.row(sql`
    select people.id
    from members
    join people on people.id = members.person_id
    where members.organization_id = ${organizationId}
      and people.email = ${address.toLowerCase()}
      and people.email_verified`);
  return row !== undefined;
}

/**
 * Locks the roles of a team. Every change of them begins with this lock, so that one leader
 * remains.
 */
export async function selectRolesForUpdate(
  tx: Tx,
  organizationId: string,
): Promise<{ personId: string; role: Role }[]> {
  return await tx.rows<{ personId: string; role: Role }>(sql`
    select person_id as "personId", role
    from members
    where organization_id = ${organizationId}
    order by person_id
    for update`);
}

/** Returns since when a member has a role; undefined for another role or no member. */
export async function selectRoleSince(
  db: Queryable,
  member: { organizationId: string; personId: string; role: Role },
): Promise<Date | undefined> {
  const row = await db.row<{ roleSince: Date }>(sql`
    select role_since as "roleSince"
    from members
    where organization_id = ${member.organizationId}
      and person_id = ${member.personId}
      and role = ${member.role}`);
  return row?.roleSince;
}

/** Returns a member's role, kept from changing until the transaction ends. */
export async function selectRoleForShare(
  tx: Tx,
  { organizationId, personId }: { organizationId: string; personId: string },
): Promise<Role | undefined> {
  const member = await tx.row<{ role: Role }>(sql`
    select role
    from members
    where organization_id = ${organizationId}
      and person_id = ${personId}
    for share`);
  return member?.role;
}

export async function updateRole(
  tx: Tx,
  member: { organizationId: string; personId: string; role: Role; now: Date },
): Promise<void> {
  await tx.run(sql`
    update members
    set role = ${member.role},
      role_since = case when role = ${member.role} then role_since else ${member.now} end
    where organization_id = ${member.organizationId}
      and person_id = ${member.personId}`);
}

export async function deleteMember(
  tx: Tx,
  member: { organizationId: string; personId: string },
): Promise<void> {
  await tx.run(sql`
    delete from members
    where organization_id = ${member.organizationId}
      and person_id = ${member.personId}`);
}

export type Membership = { organizationId: string; name: string; role: Role };

export async function selectMembership(
  db: Queryable,
  personId: string,
): Promise<Membership | undefined> {
  return await db.row<Membership>(sql`
    select members.organization_id as "organizationId", people.name, members.role
    from members
    join people on people.id = members.person_id
    where members.person_id = ${personId}`);
}
