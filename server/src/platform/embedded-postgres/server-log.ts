import { openSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const LOG_LIMIT_BYTES = 10_000_000;

/** Returns the last lines that PostgreSQL wrote, for a message. */
export async function logTail(home: string): Promise<string> {
  const text = await readFile(logPath(home), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join('\n');
}

/** Opens the log to be written on; one that grew too large begins anew. */
export function openLog(home: string): number {
  const found = statSync(logPath(home), { throwIfNoEntry: false });
  const isFull = found !== undefined && found.size > LOG_LIMIT_BYTES;
  return openSync(logPath(home), isFull ? 'w' : 'a', 0o600);
}

function logPath(home: string): string {
  return join(home, 'postgres.log');
}
