import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import { auditBooks } from '../../src/backoffice/operator/index.ts';
import type { Database } from '../../src/platform/db/database.ts';

const SHOWN_FINDINGS = 5;

/** A thing that a file opens once for all of its tests: a database, a slice, a store, … */
type Opened = { close(): Promise<unknown>; db?: Database };

/**
 * Opens something for all tests of the file that calls this at its top level. After the last test
 * the books of its database are audited and it is closed. `hasBooks` is false for a database
 * without tables, or whose rows the tests write past the verbs on purpose.
 */
export async function forThisFile<Kind extends Opened>(
  opening: Promise<Kind> | Kind,
  { hasBooks = true } = {},
): Promise<Kind> {
  const opened = await opening;
  afterAll(async () => {
    const findings = opened.db && hasBooks ? await auditBooks(opened.db) : [];
    await opened.close();
    expect(findings.slice(0, SHOWN_FINDINGS)).toEqual([]);
  });
  return opened;
}

/** Returns a new folder, which is deleted with all that is in it after the file's last test. */
export async function folderForThisFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'gigastore-test-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
