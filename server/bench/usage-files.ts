import { createUsageLane } from '../src/commerce/usage/index.ts';
import { chargeFiles, receiveFile } from '../src/commerce/usage-files/index.ts';
import { newId } from '../src/kernel/ids.ts';
import { sql } from '../src/platform/db/database.ts';
import type { BenchStore } from './support/bench-store.ts';
import { openReseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { type Profile, sellProfiles } from './support/usage-reports.ts';

const LINES = 100_000;
const PHONES = 1_000;
const GOAL = 2_000;
const CHUNK_LINES = 1_000;
const CARRIER = 'sandbox';
const FORMAT = {
  ...{ delimiter: 'semicolon', encoding: 'utf-8', skippedLines: 0, hasHeader: true },
  ...{ hasDecimalComma: true, iccidColumn: 'ICCID', imsiColumn: null, usageColumns: ['KB'] },
  ...{ bytesPerUnit: 1_024, startColumns: ['Date', 'Time'], endColumns: [] },
  ...{ durationColumn: 'Seconds', timeFormat: 'DD.MM.YYYY HH:mm:ss', timeZone: 'Europe/Vienna' },
  ...{ countryColumn: 'Country', mccMncColumn: null, mccColumn: null, mncColumn: null },
  ...{ recordIdColumn: null, identityColumns: ['ICCID', 'Date', 'Time', 'KB', 'Ref'] },
};

/** A file of 100,000 lines: received and charged, and the same file again. */
export async function usageFileRows(store: BenchStore): Promise<Row[]> {
  const { shop } = await openReseller(store.db);
  const profiles = await sellProfiles(shop, PHONES);
  await store.db.run(sql`
    insert into usage_file_formats (carrier, format)
    values (${CARRIER}, ${JSON.stringify(FORMAT)}::jsonb)`);
  const file = draftFile(profiles);
  const first = await charge(store, file);
  const again = await charge(store, file);
  const row = (scenario: string, seconds: number, isRight: boolean): Row => ({
    scenario,
    rate: LINES / seconds,
    p50Ms: null,
    p99Ms: null,
    yardstick: 'lines a second',
    ratio: LINES / seconds / GOAL,
    goal: `≥ ${GOAL.toLocaleString('en')} lines/s, each counted once`,
    isMet: isRight && LINES / seconds >= GOAL,
  });
  return [
    row('a usage file of 100,000 lines', first.seconds, first.counted === LINES),
    row('the same file again', again.seconds, again.repeated === LINES),
  ];
}

async function charge({ db }: BenchStore, lines: readonly string[]) {
  const started = performance.now();
  const incoming = { carrier: CARRIER, fileName: 'usage.csv', source: 'command' as const };
  const received = await receiveFile({ db }, { ...incoming, chunks: chunksOf(lines) });
  const id = received?.id ?? '';
  const usageLane = createUsageLane({ db, realNow: () => new Date() });
  const onError = (error: unknown) => {
    throw error;
  };
  await chargeFiles({ db, usageLane, onError }, { id });
  const seconds = (performance.now() - started) / 1_000;
  const counts = await db.row<{ counted: number; repeated: number }>(sql`
    select counted, repeated
    from usage_files
    where id = ${id}`);
  return { seconds, counted: counts?.counted, repeated: counts?.repeated };
}

async function* chunksOf(lines: readonly string[]): AsyncGenerator<Buffer> {
  for (let from = 0; from < lines.length; from += CHUNK_LINES) {
    yield Buffer.from(lines.slice(from, from + CHUNK_LINES).join(''));
  }
}

function draftFile(profiles: readonly Profile[]): string[] {
  const heading = 'ICCID;Date;Time;Seconds;KB;Country;Ref\n';
  const date = new Date(Date.now() - 86_400_000).toISOString();
  const day = `${date.slice(8, 10)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
  const lines = Array.from({ length: LINES }, (_, index) => {
    const iccid = profiles[index % profiles.length]?.iccid;
    return `${iccid};${day};11:55:36;60;1,5;AT;${newId()}\n`;
  });
  return [heading, ...lines];
}
