import type { ChildProcess } from 'node:child_process';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { sql } from '../../src/platform/db/database.ts';
import { createTestDatabase } from '../support/database.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { type SoldProfile, sellProfile } from '../support/profiles.ts';
import { createClient, openNas, type Sent } from '../support/radius.ts';
import { loadPlans, openShop } from '../support/shop.ts';
import { startTestProgram } from '../support/test-program.ts';

const SEED = 20_261_129;
const PHONES = 4;
const LIVES = 12;
const PATIENCE_MS = 60_000;
const MINUTE_MS = 60_000;

const { db, url } = await forThisFile(createTestDatabase());
await loadPlans(db);
await createClient(db);

type Packet = Sent & { phone: number };

/** Of how many octets each way a session's counters grow from packet to packet. */
const life = fc.record({
  phone: fc.nat(PHONES - 1),
  grown: fc.array(fc.tuple(fc.bigInt(0n, 2n ** 33n), fc.bigInt(0n, 2n ** 20n)), {
    minLength: 1,
    maxLength: 5,
  }),
  stops: fc.boolean(),
});

/** What becomes of a packet on its way: lost, sent once or repeated, and how late it arrives. */
const way = fc.record({ copies: fc.nat(3), late: fc.nat(40) });

const random = <Value>(arbitrary: fc.Arbitrary<Value>, count: number, seed: number) =>
  fc.sample(arbitrary, { numRuns: count, seed });

/** The packets of a NAS between two restarts; both times its sessions have the same IDs. */
function packetsOf(round: number, profiles: readonly SoldProfile[]): Packet[] {
  const beganMs = Date.now() - 3_600_000 + round * 30 * MINUTE_MS;
  const lives = random(life, LIVES, SEED + round);
  return lives.flatMap(({ phone, grown, stops }, number) => {
    const of = { phone, session: `s-${number}`, imsi: profiles[phone]?.imsi ?? '' };
    const sums = { input: 0n, output: 0n };
    const at = (index: number) => new Date(beganMs + (index + 1) * MINUTE_MS);
    const packets: Packet[] = [{ ...of, status: 'start', at: at(0) }];
    for (const [index, [input, output]] of grown.entries()) {
      sums.input += input;
      sums.output += output;
      const status = stops && index === grown.length - 1 ? 'stop' : 'interim';
      packets.push({ ...of, ...sums, status, at: at(index + 1) });
    }
    return packets;
  });
}

/** The packets in the order in which they arrive, with copies and without those that are lost. */
function travel(packets: readonly Packet[], seed: number): Packet[] {
  const ways = random(way, packets.length, seed);
  return packets
    .flatMap((packet, index) => {
      const { copies, late } = ways[index] ?? { copies: 1, late: 0 };
      return Array.from({ length: copies }, (_, copy) => ({ packet, at: index + late + copy * 7 }));
    })
    .sort((one, other) => one.at - other.at)
    .map(({ packet }) => packet);
}

/** What a session used by its highest counters that arrived. */
function bytesByPhone(arrived: readonly Packet[]): bigint[] {
  const sessions = new Map<string, { phone: number; input: bigint; output: bigint }>();
  for (const { phone, session = '', input = 0n, output = 0n } of arrived) {
    const known = sessions.get(session) ?? { phone, input: 0n, output: 0n };
    if (input > known.input) known.input = input;
    if (output > known.output) known.output = output;
    sessions.set(session, known);
  }
  const bytes = Array.from({ length: PHONES }, () => 0n);
  for (const { phone, input, output } of sessions.values()) {
    bytes[phone] = (bytes[phone] ?? 0n) + input + output;
  }
  return bytes;
}

it('counts every byte once over repeats, disorder, losses, a restart of the NAS and a kill', {
  timeout: PATIENCE_MS * 2,
}, async () => {
  const shop = await openShop(db);
  const profiles = await Promise.all(Array.from({ length: PHONES }, () => sellProfile(shop)));
  let worker = await startWorker(0);
  const { port } = worker;
  const nas = await openNas(() => port);
  const expected = Array.from({ length: PHONES }, () => 0n);
  for (const round of [0, 1]) {
    const arrived = travel(packetsOf(round, profiles), SEED + 10 + round);
    for (const [phone, bytes] of bytesByPhone(arrived).entries()) {
      expected[phone] = (expected[phone] ?? 0n) + bytes;
    }
    const sending = Promise.all(arrived.map((packet) => nas.deliver(packet)));
    if (round === 0) {
      // Some packets are answered, some kept and not answered, and some not kept.
      await nas.deliver(arrived[0] as Packet);
      await kill(worker.child);
      worker = await startWorker(port);
    }
    await sending;
    await nas.deliver({ status: 'on', at: new Date(Date.now() - 3_600_000 + 20 * MINUTE_MS) });
  }
  await vi.waitFor(() => expectSettled(), { timeout: PATIENCE_MS, interval: 100 });
  await kill(worker.child);
  await nas.close();
  for (const [phone, profile] of profiles.entries()) {
    expect(await bytesOf(profile)).toBe(expected[phone]);
  }
});

async function expectSettled(): Promise<void> {
  // What a killed process had leased is settled without waiting for the end of its lease.
  await db.run(sql`
    update radius_happenings set leased_until = now() - interval '1 second'
    where leased_until > now() + interval '50 seconds'
      and leased_until < now() + interval '58 seconds'`);
  expect(await db.rows(sql`select id from radius_happenings`)).toEqual([]);
}

async function bytesOf({ id }: SoldProfile): Promise<bigint | undefined> {
  const row = await db.row<{ bytes: bigint }>(sql`
    select coalesce(sum(bytes), 0)::bigint as bytes from usage_records
    where esim_profile_id = ${id}`);
  return row?.bytes;
}

async function startWorker(port: number): Promise<{ child: ChildProcess; port: number }> {
  const child = await startTestProgram('radius-worker.ts', [url, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<Buffer>((resolve) => child.stdout?.once('data', resolve));
  return { child, port: Number(line) };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}
