import { bigints, texts, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import {
  type ClientOutcome,
  type CountedPackets,
  noPackets,
  type PacketCounts,
} from './packet-tally.ts';

/** Adds to the counts; a client that was deleted meanwhile has none. */
export async function addPacketCounts(
  db: Queryable,
  rows: readonly CountedPackets[],
): Promise<void> {
  await db.run(sql`
    insert into radius_packet_counts as known (client_id, outcome, packets)
    select radius_clients.id, given.outcome, given.packets
    from unnest(
      ${uuids(rows.map(({ clientId }) => clientId))}::uuid[],
      ${texts(rows.map(({ outcome }) => outcome))}::text[],
      ${bigints(rows.map(({ packets }) => BigInt(packets)))}::bigint[]
    ) as given (client_id, outcome, packets)
    join radius_clients on radius_clients.id = given.client_id
    order by given.client_id, given.outcome
    on conflict (client_id, outcome) do update
    set packets = known.packets + excluded.packets`);
}

/** Returns the counts of each client that sent packets, by its ID. */
export async function readPacketCounts(db: Queryable): Promise<Map<string, PacketCounts>> {
  const rows = await db.rows<{ clientId: string; outcome: ClientOutcome; packets: bigint }>(sql`
    select client_id as "clientId", outcome, packets
    from radius_packet_counts`);
  const counts = new Map<string, PacketCounts>();
  for (const { clientId, outcome, packets } of rows) {
    const own = counts.get(clientId) ?? noPackets();
    own[outcome] = Number(packets);
    counts.set(clientId, own);
  }
  return counts;
}
