import { splitStatements } from '../../src/platform/db/split-statements.ts';

/** From this one on, migrations run on distributed databases. */
export const FIRST_DISTRIBUTED = 111;

const CONSTRAINT = /\b(constraint|foreign key|check|unique|primary key|references)\b/;

/**
 * Returns what a migration does that Citus refuses on a distributed database, or that would leave a
 * table undistributed. `isLocal` tells which tables stay on the coordinator.
 */
export function breachesOf(text: string, isLocal: (table: string) => boolean): string[] {
  const statements = splitStatements(text).map((each) =>
    each.replace(/--.*$/gm, '').replace(/\s+/g, ' ').trim().toLowerCase(),
  );
  return statements.flatMap((statement, index) => [
    ...breachesOfTable(statement, { isLocal, later: statements.slice(index + 1) }),
    ...breachesOfChange(statement, isLocal),
  ]);
}

type Around = { isLocal: (table: string) => boolean; later: readonly string[] };

function breachesOfTable(statement: string, { isLocal, later }: Around): string[] {
  const table = /^create table (?:if not exists )?(\w+) \(/.exec(statement)?.[1];
  if (table === undefined || isLocal(table) || !/\baccount_id\b/.test(statement)) return [];
  const isDistributed = later.some((each) => each.includes(`distribute_table('${table}')`));
  return isDistributed ? [] : [`${table}: call distribute_table('${table}') after it is created.`];
}

function breachesOfChange(statement: string, isLocal: (table: string) => boolean): string[] {
  const trigger = /^create (?:or replace )?trigger .*? on (\w+)/.exec(statement)?.[1];
  if (trigger !== undefined && !isLocal(trigger)) {
    return [`${trigger}: a distributed table has no triggers.`];
  }
  const [, table = '', changes = ''] = /^alter table (?:only )?(\w+) (.*)$/.exec(statement) ?? [];
  if (table === '' || isLocal(table) || !CONSTRAINT.test(changes)) return [];
  const parts = changes.replace(/\([^()]*(?:\([^()]*\)[^()]*)*\)/g, '').split(',');
  if (parts.length > 1) return [`${table}: add each constraint by a statement of its own.`];
  if (/^add column/.test(changes)) return [`${table}: add the column first, then its constraint.`];
  return [];
}
