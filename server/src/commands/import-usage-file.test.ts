import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { folderForThisFile, forThisFile } from '../../test/support/for-this-file.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from '../connectivity/carriers/index.ts';
import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/database.ts';
import { runCommandLine } from './index.ts';

const store = await forThisFile(createTestDatabase(), { hasBooks: false });
const folder = await folderForThisFile();

async function run(args: string[]) {
  const said: string[] = [];
  const complained: string[] = [];
  const code = await runCommandLine(['import-usage-file', ...args], {
    version: '1.2.3',
    readConfig: () => readConfig({ DATABASE_URL: store.url }),
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    now: () => new Date('2026-04-30T09:55:36.430Z'),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => complained.push(text),
  });
  return { code, said: said.join('\n'), complained: complained.join('\n') };
}

describe('import-usage-file', () => {
  const format = {
    ...{ delimiter: 'comma', encoding: 'utf-8', skippedLines: 0, hasHeader: true },
    ...{ hasDecimalComma: false, iccidColumn: 'ICCID', imsiColumn: null, usageColumns: ['Bytes'] },
    ...{ bytesPerUnit: 1, startColumns: ['Start'], endColumns: [], durationColumn: null },
    ...{ timeFormat: 'RFC3339', timeZone: 'UTC', countryColumn: 'Country', mccMncColumn: null },
    ...{ mccColumn: null, mncColumn: null, recordIdColumn: 'ID', identityColumns: [] },
  };
  const importFile = (path: string, ...more: string[]) =>
    run(['--file', path, '--carrier', 'alpine', ...more]);

  it('charges a file, and names each line that is not charged', async () => {
    await store.db.run(sql`
      insert into usage_file_formats (carrier, format)
      values ('alpine', ${JSON.stringify(format)}::jsonb)`);
    const path = join(folder, 'usage.csv');
    const line = '8944500101180012348,1000,2026-04-30T09:50:00Z,AT,cdr-1';
    await writeFile(path, `ICCID,Bytes,Start,Country,ID\n${line}\n${line},\n"\n`);
    const { code, said } = await importFile(path, '--json');
    const answer = JSON.parse(said);
    expect(code).toBe(0);
    expect((await importFile(path)).said).toContain(
      'alpine: 0 records with 0 bytes charged, 0 counted before, 3 rejected.',
    );
    expect(answer).toMatchObject({ state: 'done', source: 'command', rejected: 3 });
    expect(answer.errors[2]).toMatchObject({ line: 4, text: '"' });
  });

  it.each([
    ['/nowhere/usage.csv', 'alpine', '/nowhere/usage.csv cannot be read (ENOENT).'],
    ['/nowhere/usage.csv', 'Big Telco', '--carrier Big Telco is not the name of a carrier.'],
    ['/nowhere/usage.csv', 'glacier', 'No format of usage files is set for the carrier glacier.'],
  ])('refuses %s of %s', async (path, carrier, sentence) => {
    const { code, complained } = await run(['--file', path, '--carrier', carrier]);
    expect(code).toBeGreaterThan(0);
    expect(complained).toContain(sentence);
  });
});
