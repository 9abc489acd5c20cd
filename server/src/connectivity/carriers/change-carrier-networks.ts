import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { networkOf } from '../networks/index.ts';
import {
  type CarrierNetwork,
  nameNetworks,
  type ShownNetwork,
  simulatedNetworksIn,
} from './carrier-network.ts';
import {
  deleteCarrierNetworks,
  insertCarrierNetworks,
  selectCarrierNetworks,
} from './carrier-network-store.ts';
import { SANDBOX_CARRIER } from './sandbox/index.ts';

/** Returns the networks of a carrier in all countries. */
export async function readCarrierNetworks(
  { db }: Pick<ReadScope, 'db'>,
  carrier: string,
): Promise<ShownNetwork[]> {
  return nameNetworks(await selectCarrierNetworks(db, carrier));
}

/** Returns the known networks of a carrier in some countries. */
export async function readNetworksIn(
  scope: Pick<ReadScope, 'db'>,
  { carrier, countries }: { carrier: string; countries: readonly string[] },
): Promise<ShownNetwork[]> {
  const networks = await readCarrierNetworks(scope, carrier);
  const found = networks.filter(({ country }) => countries.includes(country));
  const isSimulated = networks.length === 0 && carrier === SANDBOX_CARRIER;
  return isSimulated ? simulatedNetworksIn(countries) : found;
}

/**
 * Replaces the networks of a carrier. Throws `invalid_request` for a network that is unknown or
 * there twice.
 */
export async function changeCarrierNetworks(
  scope: Scope,
  { carrier, networks }: { carrier: string; networks: readonly CarrierNetwork[] },
): Promise<ShownNetwork[]> {
  const known = networks.map(({ mcc, mnc, technologies }, index) => {
    const network = networkOf(mcc, mnc);
    if (!network) throw invalid(`/networks/${index}/mnc`, 'must be a known network');
    return { mcc, mnc: network.mnc, technologies: [...new Set(technologies)].sort() };
  });
  const codes = known.map(({ mcc, mnc }) => `${mcc}-${mnc}`);
  const twice = codes.findIndex((code, index) => codes.indexOf(code) < index);
  if (twice >= 0) throw invalid(`/networks/${twice}/mnc`, 'must not name a network twice');
  const before = await selectCarrierNetworks(scope.db, carrier);

  await deleteCarrierNetworks(scope.db, carrier);
  await insertCarrierNetworks(scope.db, carrier, known);
  audit(scope, {
    action: 'carrier.networks_changed',
    target: carrier,
    before: { networks: before.map(({ mcc, mnc }) => `${mcc}-${mnc}`) },
    after: { networks: codes },
  });
  return readCarrierNetworks(scope, carrier);
}
