import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** When the closing of an organization was requested, and when it was closed. */
export type Closing = { requestedAt: Date | null; closedAt: Date | null };

export function selectClosing(db: Queryable, id: string): Promise<Closing | undefined> {
  return db.row<Closing>(sql`
    select closing_requested_at as "requestedAt", closed_at as "closedAt"
    from organizations
    where id = ${id}`);
}

/** Keeps the request of a person to close an organization; a later one takes its place. */
export async function updateClosingRequest(
  tx: Tx,
  { id, personId, now }: { id: string; personId: string; now: Date },
): Promise<void> {
  await tx.run(sql`
    update organizations
    set closing_requested_at = ${now}, closing_requested_by = ${personId}
    where id = ${id}
      and closed_at is null`);
}

/** Closes an organization. Returns false unless its closing was requested after `since`. */
export async function updateClosed(
  tx: Tx,
  { id, now, since }: { id: string; now: Date; since: Date },
): Promise<boolean> {
  const closed = await tx.run(sql`
    update organizations
    set closed_at = ${now}
    where id = ${id}
      and closed_at is null
      and not is_platform
      and closing_requested_at > ${since}`);
  return closed === 1;
}

/** Closes a reseller without a request of its owner. Returns false if it was closed before. */
export async function updateClosedByPlatform(
  tx: Tx,
  { id, now }: { id: string; now: Date },
): Promise<boolean> {
  const closed = await tx.run(sql`
    update organizations
    set closed_at = ${now}
    where id = ${id}
      and closed_at is null
      and not is_platform`);
  return closed === 1;
}
