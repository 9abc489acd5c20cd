import { type Queryable, sql } from '../../platform/db/database.ts';

/** Packets that the kernel dropped within an hour before a receiver could read them. */
export type DroppedPackets = { receiver: string; hour: Date; packets: number };

/** Adds dropped packets to those of the hour. */
export async function addDroppedPackets(
  db: Queryable,
  { receiver, packets }: { receiver: string; packets: number },
): Promise<void> {
  await db.run(sql`
    insert into radius_dropped_packets as known (receiver, hour, packets)
    values (${receiver}, date_trunc('hour', now(), 'UTC'), ${packets}::bigint)
    on conflict (hour, receiver) do update
    set packets = known.packets + excluded.packets`);
}

/** Returns the hours since a time in which packets were dropped, the latest first. */
export async function readDroppedPackets(
  db: Queryable,
  { since, limit }: { since: Date; limit: number },
): Promise<DroppedPackets[]> {
  const rows = await db.rows<Omit<DroppedPackets, 'packets'> & { packets: bigint }>(sql`
    select receiver, hour, packets
    from radius_dropped_packets
    where hour >= ${since}
    order by hour desc, receiver
    limit ${limit}`);
  return rows.map(({ packets, ...row }) => ({ ...row, packets: Number(packets) }));
}

/** Deletes the hours before. Returns how many. */
export function deleteOldDroppedPackets(db: Queryable, before: Date): Promise<number> {
  return db.run(sql`
    delete from radius_dropped_packets
    where hour < ${before}`);
}
