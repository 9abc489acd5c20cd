import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { CarrierNetwork } from './carrier-network.ts';

/** Returns the networks of a carrier in the order of their codes. */
export function selectCarrierNetworks(db: Queryable, carrier: string): Promise<CarrierNetwork[]> {
  return db.rows<CarrierNetwork>(sql`
    select mcc, mnc, technologies
    from carrier_networks
    where carrier = ${carrier}
    order by mcc, mnc`);
}

export async function deleteCarrierNetworks(tx: Tx, carrier: string): Promise<void> {
  await tx.run(sql`delete from carrier_networks where carrier = ${carrier}`);
}

export async function insertCarrierNetworks(
  tx: Tx,
  carrier: string,
  networks: readonly CarrierNetwork[],
): Promise<void> {
  await tx.run(sql`
    insert into carrier_networks (carrier, mcc, mnc, technologies)
    select ${carrier}, mcc, mnc, array(select jsonb_array_elements_text(technologies))
    from jsonb_to_recordset(${JSON.stringify(networks)}::jsonb)
      as given (mcc text, mnc text, technologies jsonb)`);
}
