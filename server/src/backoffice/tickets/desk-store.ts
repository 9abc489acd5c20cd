import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import type { TicketsAsked } from './store.ts';
import type { Ticket } from './ticket.ts';

/** Whose ticket it is. */
export async function selectAccountOfTicket(
  db: Queryable,
  id: string,
): Promise<string | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.row<{ accountId: string }>(sql`
    select account_id as "accountId"
    from tickets
    where id = ${id}`);
  return row?.accountId;
}

export type DeskTicket = Ticket & {
  organizationId: string;
  organizationName: string;
  mode: 'live' | 'sandbox';
};
export type DeskAsked = TicketsAsked & { organizationId: string | undefined };

/** Of all resellers or of one, the newest first. */
export function selectTicketsOfAll(db: Queryable, asked: DeskAsked) {
  const { status = null, after = null, organizationId = null, limit } = asked;
  return db.rows<DeskTicket>(sql`
    select ticket.account_id as "accountId", ticket.id, ticket.number, ticket.subject,
      ticket.status, ticket.activated_item_id as "activatedItemId", ticket.iccid,
      ticket.author_person_id as "authorPersonId", ticket.author_locale as "authorLocale",
      ticket.created_at as "createdAt", ticket.updated_at as "updatedAt",
      organization.id as "organizationId", organization.name as "organizationName", account.mode
    from tickets as ticket
    join accounts as account on account.id = ticket.account_id
    join organizations as organization on organization.id = account.organization_id
    where (${status}::text is null or ticket.status = ${status})
      and (${organizationId}::uuid is null or organization.id = ${organizationId})
      and (${after}::uuid is null or ticket.id < ${after})
    order by ticket.id desc
    limit ${limit}`);
}
