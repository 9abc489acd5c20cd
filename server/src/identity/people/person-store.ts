import type { OfferChoice } from '../../commerce/inventory/index.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type PersonRow = {
  id: string;
  name: string;
  email: string;
  isVerified: boolean;
  locale: Locale;
};

/** A company that was signed up and waits until the address of its owner is proved. */
export type SignedUpCompany = { name: string; offers: OfferChoice; timeZone?: string };

/** A person as it is kept. */
export type KnownPerson = PersonRow & {
  /** When a further sign-up arrived before the address was confirmed. */
  signedUpAgainAt: Date | null;
  /** The company that is created once the address is proved; null afterwards. */
  company: SignedUpCompany | null;
};

/** Returns false if a person already has the address. */
export async function insertPerson(
  tx: Tx,
  person: PersonRow & { createdAt: Date; company?: SignedUpCompany },
): Promise<boolean> {
  const company = person.company ? JSON.stringify(person.company) : null;
  const inserted = await tx.run(sql`
    insert into people (id, name, email, email_verified, locale, company, created_at,
      updated_at)
    values (${person.id}, ${person.name}, ${person.email}, ${person.isVerified}, ${person.locale},
      ${company}::jsonb, ${person.createdAt}, ${person.createdAt})
    on conflict (email) do nothing`);
  return inserted === 1;
}

const personColumns = sql`
  people.id, people.name, people.email, people.email_verified as "isVerified", people.locale,
  people.signed_up_again_at as "signedUpAgainAt", people.company`;

export async function selectPerson(db: Queryable, id: string): Promise<KnownPerson | undefined> {
  return await db.row<KnownPerson>(sql`
    select ${personColumns}
    from people
    where id = ${id}`);
}

export async function selectPersonByEmail(
  db: Queryable,
  email: string,
): Promise<KnownPerson | undefined> {
  return await db.row<KnownPerson>(sql`
    select ${personColumns}
    from people
    where email = ${email}`);
}

export async function updateSignedUpAgain(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.run(sql`
    update people
    set signed_up_again_at = ${now}
    where id = ${id}
      and not email_verified`);
}

export async function updateVerified(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.run(sql`
    update people
    set email_verified = true, company = null, updated_at = ${now}
    where id = ${id}
      and not email_verified`);
}

/** Sets the password, the first one too; `hash` is as `Passwords` hashes it. */
export async function upsertPassword(
  tx: Queryable,
  method: { id: string; personId: string; hash: string; now: Date },
): Promise<void> {
  await tx.run(sql`
    insert into sign_in_methods
      (id, person_id, provider, subject, password, created_at, updated_at)
    values (${method.id}, ${method.personId}, 'credential', ${method.personId}, ${method.hash},
      ${method.now}, ${method.now})
    on conflict (person_id, provider) do update
    set password = excluded.password, updated_at = excluded.updated_at`);
}

export async function selectPassword(db: Queryable, personId: string): Promise<string | undefined> {
  const row = await db.row<{ hash: string | null }>(sql`
    select password as hash
    from sign_in_methods
    where person_id = ${personId}
      and provider = 'credential'`);
  return row?.hash ?? undefined;
}

export async function updateName(
  tx: Tx,
  { id, name, now }: { id: string; name: string; now: Date },
): Promise<void> {
  await tx.run(sql`
    update people
    set name = ${name}, updated_at = ${now}
    where id = ${id}`);
}

/** What a password is checked against. */
export type Credentials = {
  personId: string;
  isVerified: boolean;
  passwordHash: string | null;
  hasSecondFactor: boolean;
};

export async function selectCredentials(
  db: Queryable,
  email: string,
): Promise<Credentials | undefined> {
  return await db.row<Credentials>(sql`
    select people.id as "personId", people.email_verified as "isVerified",
      sign_in_methods.password as "passwordHash", people.two_factor_enabled as "hasSecondFactor"
    from people
    left join sign_in_methods
      on sign_in_methods.person_id = people.id
      and sign_in_methods.provider = 'credential'
    where people.email = ${email}`);
}

export async function updateHasSecondFactor(
  tx: Tx,
  { id, hasSecondFactor, now }: { id: string; hasSecondFactor: boolean; now: Date },
): Promise<void> {
  await tx.run(sql`
    update people
    set two_factor_enabled = ${hasSecondFactor}, updated_at = ${now}
    where id = ${id}`);
}

/**
 * Deletes at most `limit` people who signed up before `before`, never proved their address and
 * belong to no organization, unless a link of theirs still works. Returns their number.
 */
export async function deleteUnconfirmed(
  tx: Tx,
  { before, limit }: { before: Date; limit: number },
): Promise<number> {
  const people = await tx.rows<{ id: string }>(sql`
    select id
    from people
    where not email_verified
      and created_at < ${before}
      and not exists (select 1 from members where members.person_id = people.id)
      and not exists (
        select 1 from mailed_links
        where mailed_links.person_id = people.id
          and expires_at > now()
      )
    order by created_at
    limit ${limit}
    for update skip locked`);
  const ids = people.map(({ id }) => id);
  await tx.run(sql`delete from mailed_links where person_id = any (${ids}::uuid[])`);
  await tx.run(sql`delete from sign_in_methods where person_id = any (${ids}::uuid[])`);
  await tx.run(sql`delete from people where id = any (${ids}::uuid[])`);
  return ids.length;
}
