import type { ClientParts } from './carrier-client.ts';

/** What every connector is given besides its credentials. */
export type ConnectorParts = Pick<ClientParts, 'outgoing' | 'record' | 'deadlineMs'> & {
  now: () => Date;
  /** Calls a second; the carrier's documented limit unless given. */
  perSecond?: number;
};
