import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Platform, Reseller } from './directory.ts';

const columns = sql`
  id, name, email, price_list_id as "priceListId", created_at as "createdAt"`;

export type ResellersAsked = {
  /** Part of the name or the e-mail, in any case of letters. */
  words: string | undefined;
  /** The id of the last entry of the page before. */
  after: string | undefined;
  limit: number;
};

/** Newest first. */
export function selectResellers(db: Queryable, asked: ResellersAsked) {
  const words = asked.words === undefined ? null : `%${escapeLike(asked.words)}%`;
  return db.rows<Reseller>(sql`
    select ${columns}
    from organizations
    where not is_platform
      and (${words}::text is null or name ilike ${words} or email ilike ${words})
      and (${asked.after ?? null}::uuid is null or id < ${asked.after ?? null})
    order by id desc
    limit ${asked.limit}`);
}

export async function selectReseller(db: Queryable, id: string): Promise<Reseller | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<Reseller>(sql`
    select ${columns}
    from organizations
    where id = ${id}
      and not is_platform`);
}

/** The reseller, its price list kept from changing until the transaction ends. */
export async function selectResellerForUpdate(tx: Tx, id: string): Promise<Reseller | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<Reseller>(sql`
    select ${columns}
    from organizations
    where id = ${id}
      and not is_platform
    for no key update`);
}

export async function updatePriceList(
  tx: Tx,
  { id, priceListId }: { id: string; priceListId: string | null },
): Promise<void> {
  await tx.run(sql`
    update organizations
    set price_list_id = ${priceListId}
    where id = ${id}`);
}

/** Where the platform's own people are written to. */
export function selectPlatformAddress(db: Queryable) {
  return db.row<Platform>(sql`
    select id, email, locale
    from organizations
    where is_platform`);
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (char) => `\\${char}`);
}
