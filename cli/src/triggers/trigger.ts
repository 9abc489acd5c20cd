import type { Gigastore } from 'gigastore';

/**
 * Causes an event at the store with this URL. Returns the function that restores the changed
 * settings.
 */
export type Trigger = (
  client: Gigastore,
  url: string,
) => Promise<(() => Promise<unknown>) | unknown>;
