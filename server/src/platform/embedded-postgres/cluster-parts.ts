import type { Installation } from './installation.ts';
import type { OsUser } from './os-user.ts';
import type { ClusterRecord } from './record.ts';

/** A home, the data that belongs to it, and the PostgreSQL that runs on it. */
export type Cluster = {
  home: string;
  user: OsUser;
  installation: Installation;
  record: ClusterRecord;
};
