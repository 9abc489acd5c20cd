import type { Queryable, Sql } from '../../src/platform/db/database.ts';

type Line = Record<string, unknown>;
type Watch = {
  /** Sees each statement before it is sent, and may throw in its place. */
  before?: (statement: Sql) => void;
  /** Sees each statement after its answer, which waits for it. */
  after?: (statement: Sql) => void | Promise<void>;
};

/** The same database or transaction, with every statement seen on its way. */
export function watched(queryable: Queryable, { before, after }: Watch): Queryable {
  async function send<Answer>(statement: Sql, sent: () => Promise<Answer>): Promise<Answer> {
    before?.(statement);
    const answer = await sent();
    await after?.(statement);
    return answer;
  }
  return {
    rows: <Row extends Line>(statement: Sql) =>
      send(statement, () => queryable.rows<Row>(statement)),
    row: <Row extends Line>(statement: Sql) => send(statement, () => queryable.row<Row>(statement)),
    run: (statement) => send(statement, () => queryable.run(statement)),
    isDistributed: queryable.isDistributed,
  };
}
