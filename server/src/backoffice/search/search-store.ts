import { type Sql, sql } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { containsText, holdsParts } from '../../platform/db/text-search.ts';

type ResultKind = 'customer' | 'package' | 'esim' | 'purchase' | 'ticket';

/** A row that a text was found in: the field, and its value. */
export type FoundRow = {
  kind: ResultKind;
  /** The ID of the object; of an eSIM the ICCID. */
  id: string;
  customerId: string | null;
  field: string;
  value: string;
  title: string;
};

/** A text in the forms in which it is compared. */
export type SearchText = {
  text: string;
  /** What `numberIn` reads in the text: a part of an ICCID or an IMSI, or a whole ICCID. */
  number: string | undefined;
  uuid: string | undefined;
};

type Account = Pick<ReadScope, 'db' | 'accountId'>;

/** Returns the objects with a field that equals the text, up to `limit` of each field. */
export function selectExact(scope: Account, of: SearchText, limit: number): Promise<FoundRow[]> {
  const { text, number, uuid } = of;
  const ticket = /^#?\d{1,15}$/.test(text) ? text.replace('#', '') : undefined;
  return selectAll(
    scope,
    [
      customers(sql`lower(email) = lower(${text})`, 'email'),
      packages(sql`lower(metatag) = lower(${text})`, 'metatag'),
      purchases(sql`reference = upper(${text})`, 'reference'),
      ...(number ? [esims(sql`iccid = ${number}`, 'iccid'), esims(imsiIs(number), 'imsi')] : []),
      ...(ticket ? [tickets(sql`number = ${ticket}::bigint`, 'number')] : []),
      ...(uuid ? byId(sql`id = ${uuid}`) : []),
    ],
    limit,
  );
}

/** Returns the objects with a field that contains the text, up to `limit` of each field. */
export function selectContaining(
  scope: Account,
  { text, number }: SearchText,
  limit: number,
): Promise<FoundRow[]> {
  return selectAll(
    scope,
    [
      customers(containsText(sql`lower(email)`, text), 'email'),
      packages(containsText(sql`lower(metatag)`, text), 'metatag'),
      ...(number
        ? [
            esims(containsText(sql`iccid`, number), 'iccid'),
            esims(containsText(sql`imsi`, number), 'imsi'),
          ]
        : []),
    ],
    limit,
  );
}

/** The trigram index finds the number, and the equality keeps only the whole one. */
function imsiIs(number: string): Sql {
  return sql`${holdsParts(sql`imsi`, number)} and imsi || '' = ${number}`;
}

function byId(isIt: Sql): Part[] {
  return [
    customers(isIt, 'uid'),
    packages(isIt, 'uid'),
    purchases(isIt, 'id'),
    tickets(isIt, 'id'),
    esims(isIt, 'uid'),
  ];
}

type Part = (accountId: string, limit: number) => Sql;

const VALUES: Record<string, Sql> = {
  email: sql`email`,
  metatag: sql`metatag`,
  iccid: sql`iccid`,
  imsi: sql`imsi`,
  number: sql`number::text`,
  reference: sql`reference`,
  uid: sql`id::text`,
  id: sql`id::text`,
};

const customers = foundIn(sql`
  'customer' as kind, id::text as id, id::text as "customerId",
  coalesce(email, id::text) as title
  from customers`);
const packages = foundIn(sql`
  'package' as kind, id::text as id, customer_id::text as "customerId", name as title
  from activated_items`);
const esims = foundIn(sql`
  'esim' as kind, iccid::text as id, customer_id::text as "customerId", iccid::text as title
  from esim_profiles`);
const purchases = foundIn(sql`
  'purchase' as kind, id::text as id, null::text as "customerId",
  coalesce(reference, invoice_number, id::text) as title
  from purchases`);
const tickets = foundIn(sql`
  'ticket' as kind, id::text as id, null::text as "customerId", subject as title
  from tickets`);

/** Returns what selects the matching rows of a table, given its columns and its name. */
function foundIn(table: Sql) {
  return (matches: Sql, field: string): Part =>
    (accountId, limit) =>
      sql`
      (select ${field}::text as field, ${VALUES[field] as Sql} as value, ${table}
      where account_id = ${accountId} and ${matches}
      limit ${limit})`;
}

function selectAll({ db, accountId }: Account, parts: Part[], limit: number): Promise<FoundRow[]> {
  const all = parts.map((part) => part(accountId, limit));
  return db.rows<FoundRow>(sql`
    select kind, id, "customerId", field, value, title
    from (${all.reduce((one, next) => sql`${one} union all ${next}`)}) as found`);
}
