import { type Queryable, type Sql, sql } from '../../platform/db/database.ts';

export const FOUND_KINDS = [
  'organization',
  'person',
  'customer',
  'package',
  'esim',
  'profile',
  'purchase',
  'invoice',
  'ticket',
  'request',
] as const;
type FoundKind = (typeof FOUND_KINDS)[number];

/** An object of any account, and whose it is. */
export type FoundAnywhere = {
  kind: FoundKind;
  /** The ID of the object; the ICCID of an eSIM, the number of an invoice. */
  id: string;
  field: string;
  value: string;
  title: string;
  state: string | null;
  accountId: string | null;
  mode: 'live' | 'sandbox' | null;
  organizationId: string | null;
  organizationName: string | null;
  customerId: string | null;
};

/** What a text may be; only what is given is looked up. */
export type Wanted = {
  text: string;
  uuid: string | undefined;
  /** The digits of an ICCID or IMSI. */
  number: string | undefined;
  references: readonly string[];
  ticketNumber: string | undefined;
};

const NOTHING = sql`null::text`;

/** Returns the objects that have exactly this text, up to `limit` of each field. */
export function selectAnywhere(db: Queryable, wanted: Wanted, limit: number) {
  return db.rows<FoundAnywhere>(anywhere(wanted, limit));
}

/** The statement of `selectAnywhere`. Each part reads one index, whatever the account. */
export function anywhere(wanted: Wanted, limit: number): Sql {
  const parts = partsOf(wanted).map((part) => sql`(${part} limit ${limit})`);
  return sql`
    with found as (${parts.reduce((one, next) => sql`${one} union all ${next}`)})
    select found.kind, found.id, found.field, found.value, found.title, found.state,
      found.account_id as "accountId", account.mode, organization.id as "organizationId",
      organization.name as "organizationName", found.customer_id as "customerId"
    from found
    left join accounts as account
      on account.id = found.account_id
    left join organizations as organization
      on organization.id = coalesce(account.organization_id, found.organization_id)
    where organization.is_platform is not true`;
}

function partsOf({ text, uuid, number, references, ticketNumber }: Wanted): Sql[] {
  const [reference] = references;
  return [
    customers(sql`lower(email) = lower(${text})`, 'email', sql`email`),
    people(text),
    documents(text),
    requests(text),
    ...(reference ? [purchases(sql`reference = ${reference}`, 'reference')] : []),
    ...(number ? [...esims(number), profiles(sql`profile.iccid = ${number}`, 'iccid')] : []),
    ...(number ? [profiles(sql`profile.imsi = ${number}`, 'imsi')] : []),
    ...(ticketNumber ? [tickets(sql`number = ${ticketNumber}::bigint`, 'number')] : []),
    ...(uuid ? byId(uuid) : []),
  ];
}

function byId(uuid: string): Sql[] {
  return [
    customersOfDomain(uuid),
    packages(uuid),
    purchases(sql`id = ${uuid}`, 'id'),
    tickets(sql`id = ${uuid}`, 'id'),
    accounts(uuid),
    organizations(uuid),
  ];
}

function customers(isIt: Sql, field: string, value: Sql): Sql {
  return sql`
    select 'customer' as kind, id::text as id, ${field}::text as field, ${value} as value,
      coalesce(email, id::text) as title, ${NOTHING} as state, account_id,
      null::uuid as organization_id, id::text as customer_id
    from customers
    where ${isIt}`;
}

/** The domains of a customer are found by the customer alone, unlike the customer's own row. */
function customersOfDomain(uuid: string): Sql {
  return sql`
    select distinct 'customer', customer.id::text, 'uid', customer.id::text,
      coalesce(customer.email, customer.id::text), ${NOTHING}, customer.account_id, null::uuid,
      customer.id::text
    from profile_domains as domain
    join customers as customer
      on customer.account_id = domain.account_id and customer.id = domain.customer_id
    where domain.customer_id = ${uuid}`;
}

function packages(uuid: string): Sql {
  return sql`
    select 'package', id::text, 'uid', id::text, name, state, account_id, null::uuid,
      customer_id::text
    from activated_items
    where id = ${uuid}`;
}

/** A sold eSIM by its ICCID, or by the IMSI that the carrier's profile of this ICCID has. */
function esims(number: string): Sql[] {
  return [
    sql`
    select 'esim', iccid::text, 'iccid', iccid::text, iccid::text, state, account_id, null::uuid,
      customer_id::text
    from esim_profiles
    where iccid = ${number}`,
    sql`
    select 'esim', esim.iccid::text, 'imsi', profile.imsi::text, esim.iccid::text, esim.state,
      esim.account_id, null::uuid, esim.customer_id::text
    from carrier_profiles as profile
    join esim_profiles as esim
      on esim.iccid = profile.iccid
    where profile.imsi = ${number}`,
  ];
}

/** A profile in stock, which belongs to nobody yet; its state is the name of its carrier. */
function profiles(isIt: Sql, field: 'iccid' | 'imsi'): Sql {
  const value = { iccid: sql`profile.iccid::text`, imsi: sql`profile.imsi::text` }[field];
  return sql`
    select 'profile', profile.iccid::text, ${field}::text, ${value}, profile.iccid::text,
      profile.carrier, null::uuid, null::uuid, ${NOTHING}
    from carrier_profiles as profile
    left join esim_profiles as esim
      on esim.iccid = profile.iccid
    where ${isIt}
      and esim.iccid is null`;
}

function purchases(isIt: Sql, field: 'reference' | 'id'): Sql {
  const value = { reference: sql`reference`, id: sql`id::text` }[field];
  return sql`
    select 'purchase', id::text, ${field}::text, ${value},
      coalesce(reference, invoice_number, id::text), status, account_id, null::uuid, ${NOTHING}
    from purchases
    where ${isIt}`;
}

function documents(number: string): Sql {
  return sql`
    select 'invoice', number::text, 'number', number::text, number::text, kind, account_id,
      null::uuid, ${NOTHING}
    from billing_documents
    where number = upper(${number})`;
}

function tickets(isIt: Sql, field: 'number' | 'id'): Sql {
  const value = { number: sql`'T-' || number`, id: sql`id::text` }[field];
  return sql`
    select 'ticket', id::text, ${field}::text, ${value}, subject, status, account_id, null::uuid,
      ${NOTHING}
    from tickets
    where ${isIt}`;
}

function requests(id: string): Sql {
  return sql`
    select 'request', request_id, 'request_id', request_id, method || ' ' || path, status::text,
      account_id, null::uuid, ${NOTHING}
    from api_requests
    where request_id = ${id}`;
}

function people(email: string): Sql {
  return sql`
    select 'person', person.id::text, 'email', person.email, person.name, member.role, null::uuid,
      member.organization_id, ${NOTHING}
    from people as person
    join members as member
      on member.person_id = person.id
    where person.email = lower(${email})`;
}

function accounts(uuid: string): Sql {
  return sql`
    select 'organization', organization.id::text, 'account', account.id::text, organization.name,
      ${NOTHING}, account.id, organization.id, ${NOTHING}
    from accounts as account
    join organizations as organization
      on organization.id = account.organization_id
    where account.id = ${uuid}`;
}

function organizations(uuid: string): Sql {
  return sql`
    select 'organization', id::text, 'id', id::text, name, ${NOTHING}, null::uuid, id, ${NOTHING}
    from organizations
    where id = ${uuid}`;
}
