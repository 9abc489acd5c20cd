import type { Gigastore } from 'gigastore';

/** Makes an event happen at the store with this address. Returns what puts back the settings that had to be changed for it. */
export type Trigger = (
  client: Gigastore,
  url: string,
) => Promise<(() => Promise<unknown>) | unknown>;
