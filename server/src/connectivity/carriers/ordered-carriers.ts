import { AIRALO, type AiraloSettings, airalo } from './airalo/index.ts';
import type { Carrier, Carriers } from './carrier.ts';
import { ESIM_ACCESS, type EsimAccessSettings, esimAccess } from './esim-access/index.ts';
import { ESIM_GO, type EsimGoSettings, esimGo } from './esim-go/index.ts';
import type { ConnectorParts } from './ordering/connector-parts.ts';
import type { OrderingCarrier } from './ordering/ordering-carrier.ts';

/** The suppliers that are set up, with their credentials. */
export type CarrierSettings = {
  esimAccess?: EsimAccessSettings | undefined;
  esimGo?: EsimGoSettings | undefined;
  airalo?: AiraloSettings | undefined;
};

/** The carriers that are ordered from after a sale. */
export const CALLED_CARRIERS: readonly string[] = [ESIM_ACCESS, ESIM_GO, AIRALO];

/** Opens the connectors of the suppliers that are set up. */
export function openOrderingCarriers(
  settings: CarrierSettings,
  parts: ConnectorParts,
): OrderingCarrier[] {
  const opened: OrderingCarrier[] = [];
  if (settings.esimAccess) opened.push(esimAccess(settings.esimAccess, parts));
  if (settings.esimGo) opened.push(esimGo(settings.esimGo, parts));
  if (settings.airalo) opened.push(airalo(settings.airalo, parts));
  return opened;
}

/** Returns the names of the carriers that are set up and must be called. */
function orderedNames(settings: CarrierSettings): string[] {
  return [
    ...(settings.esimAccess ? [ESIM_ACCESS] : []),
    ...(settings.esimGo ? [ESIM_GO] : []),
    ...(settings.airalo ? [AIRALO] : []),
  ];
}

/**
 * Returns the carriers, of which those that are set up are ordered from after the sale. They have
 * no stock here.
 */
export function withOrderedCarriers(carriers: Carriers, settings: CarrierSettings): Carriers {
  const ordered = new Map(orderedNames(settings).map((name) => [name, orderedCarrier(name)]));
  return { named: (name) => ordered.get(name) ?? carriers.named(name) };
}

function orderedCarrier(name: string): Carrier {
  return {
    name,
    isOrdered: true,
    claimProfiles: async () => [],
    returnProfiles: async () => {},
    allotAhead: async () => {},
  };
}
