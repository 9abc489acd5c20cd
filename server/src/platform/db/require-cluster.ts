import { type Queryable, sql } from './database.ts';

/** The database cannot be distributed as it is; the message says what it needs first. */
class DistributionError extends Error {
  override name = 'DistributionError';
}

/**
 * Checks that the database is the coordinator of a Citus cluster whose nodes it reaches, and that
 * the role owns the tables. Throws `DistributionError`, which says what to do.
 */
export async function requireCluster(db: Queryable): Promise<void> {
  const fault =
    (await findMissingCitus(db)) ?? (await findMissingNodes(db)) ?? (await findMissingRights(db));
  if (fault) throw new DistributionError(fault);
}

async function findMissingCitus(db: Queryable): Promise<string | undefined> {
  const citus = await db.row(sql`select from pg_extension where extname = 'citus'`);
  if (citus) return undefined;
  return 'The database has no Citus. As a superuser, on each node: create extension citus.';
}

type Cluster = { isWorker: boolean; hasOwnAddress: boolean; takers: number };

async function findMissingNodes(db: Queryable): Promise<string | undefined> {
  const cluster = await db.row<Cluster>(sql`
    select (select groupid <> 0 from pg_dist_local_group) as "isWorker",
      exists (select 1 from pg_dist_node where groupid = 0) as "hasOwnAddress",
      (select count(*)::int from pg_dist_node where shouldhaveshards and isactive) as takers`);
  if (cluster?.isWorker) {
    return 'This database is a worker of the cluster. Connect to its coordinator.';
  }
  if (!cluster?.hasOwnAddress) {
    return (
      'The coordinator does not know its own address. As a superuser: ' +
      "select citus_set_coordinator_host('…')."
    );
  }
  if (cluster.takers === 0) {
    return (
      'No node of the cluster takes tables. As a superuser, for each worker: ' +
      "select citus_add_node('…', 5432)."
    );
  }
  return findUnreachedNodes(db);
}

async function findUnreachedNodes(db: Queryable): Promise<string | undefined> {
  const unreached = await db.rows<{ node: string; role: string }>(sql`
    select distinct to_nodename || ':' || to_nodeport as node, current_user as role
    from citus_check_cluster_node_health()
    where result is not true
    order by 1`);
  const [first] = unreached;
  if (!first) return undefined;
  const nodes = unreached.map(({ node }) => node).join(', ');
  return `The nodes do not all reach ${nodes} as the role ${first.role}.`;
}

async function findMissingRights(db: Queryable): Promise<string | undefined> {
  const other = await db.row<{ owner: string; role: string }>(sql`
    select relowner::regrole::text as owner, current_user as role
    from pg_class
    where relnamespace = current_schema()::regnamespace
      and relkind in ('r', 'p')
      and not pg_has_role(relowner, 'member')
    limit 1`);
  if (!other) return undefined;
  return (
    `The role ${other.role} does not own the tables. ` +
    `Set DATABASE_OWNER_URL to the address with the role ${other.owner}.`
  );
}
