import type { Sql, Tx } from '../../src/db/database.ts';
import { standIn } from './stand-in.ts';

/** A transaction that keeps every statement and answers with nothing. */
export function createRecorder() {
  const statements: Sql[] = [];
  const keep =
    <Answer>(answer: Answer) =>
    async (statement: Sql): Promise<Answer> => {
      statements.push(statement);
      return answer;
    };
  const tx: Tx = { kind: 'transaction', rows: keep([]), row: keep(undefined), run: keep(0) };
  return { statements, tx };
}

const MOST_PARAMETERS = 4;

/** The statements that each exported function of a store sends, given stand-ins. */
export async function recordStatements(store: Record<string, unknown>): Promise<Sql[]> {
  const { statements, tx } = createRecorder();
  for (const exported of Object.values(store)) {
    if (typeof exported !== 'function') continue;
    const given = Array.from({ length: MOST_PARAMETERS }, standIn);
    try {
      await exported(tx, ...given);
    } catch {
      // What it did not send for that is missed by the test, by name.
    }
  }
  return statements;
}
