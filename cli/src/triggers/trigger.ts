import type { Gigastore } from 'gigastore';

/** Makes an event happen. Returns what puts back the settings that had to be changed for it. */
export type Trigger = (client: Gigastore) => Promise<(() => Promise<unknown>) | unknown>;
