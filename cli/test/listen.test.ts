import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import {
  anItem,
  DEMO,
  type KitStore,
  openKitStore,
} from '../../sdks/typescript/test/support/store.ts';
import { freePort } from '../../server/test/support/pasted.ts';
import { ensureClientsBuilt } from '../../tools/setup.mjs';
import { type Started, start } from './support/run.ts';

const TIMEOUT_MS = 120_000;
const PATIENCE = { timeout: 60_000, interval: 50 };
const ROUNDS = 3;
/** Writes each received delivery as a line, before it answers. */
const RECEIVER = `
  import { appendFileSync } from 'node:fs';
  import { createServer } from 'node:http';
  import { text } from 'node:stream/consumers';
  const [port, file] = process.argv.slice(1);
  createServer(async (request, response) => {
    const body = await text(request);
    appendFileSync(file, JSON.stringify({ headers: request.headers, body }) + '\\n');
    response.end();
  }).listen(Number(port), '127.0.0.1');
`;

let kit: KitStore;
let folder: string;
let port: number;
let receiver: ChildProcess;
let forwarder: Started;

beforeAll(async () => {
  await ensureClientsBuilt();
  kit = await openKitStore();
  folder = await mkdtemp(join(tmpdir(), 'gigastore-listen-'));
  port = await freePort();
}, TIMEOUT_MS);
afterEach(async () => {
  await kill(forwarder.child);
  await kill(receiver);
});
afterAll(async () => {
  await kit.close();
  await rm(folder, { recursive: true, force: true });
}, TIMEOUT_MS);

function startReceiver(): void {
  const args = ['--input-type=module', '--eval', RECEIVER, String(port), join(folder, 'received')];
  receiver = spawn(process.execPath, args, { stdio: 'inherit' });
}

function startForwarder(): void {
  forwarder = start(['listen', '--forward-to', `http://127.0.0.1:${port}/hooks`], {
    GIGASTORE_URL: kit.store.url,
    GIGASTORE_CLIENT_ID: DEMO.clientId,
    GIGASTORE_CLIENT_SECRET: DEMO.clientSecret,
    GIGASTORE_CONFIG_HOME: folder,
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

type Received = { headers: Record<string, string>; body: string };

async function readReceived(): Promise<Received[]> {
  const text = await readFile(join(folder, 'received'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const sequenceOf = ({ body }: Received) => (JSON.parse(body) as { sequence: number }).sequence;

it(
  'every event arrives, in order and signed, while store, forwarder and receiver are killed',
  async () => {
    const client = kit.client({
      baseUrl: kit.store.url,
      retry: { retries: 20, longestDelayMs: 500 },
    });
    const inventoryItemId = await anItem(client);
    const [last] = (await client.events.list({ limit: 1, sort_dir: 'DESC' })).items;
    const start = last?.sequence ?? 0;
    startReceiver();
    startForwarder();
    await vi.waitFor(() => expect(forwarder.output()).toContain('Secret:'), PATIENCE);
    const secret = /whsec_\S+/.exec(forwarder.output())?.[0] ?? '';
    const sell = () => client.customers.register({ inventoryItemId });
    for (let round = 0; round < ROUNDS; round += 1) {
      await sell();
      await kill(receiver);
      await sell();
      await kill(forwarder.child);
      await sell();
      startReceiver();
      startForwarder();
      await sell();
      await kit.restart();
      await sell();
    }

    const wanted: number[] = [];
    for await (const { sequence } of client.events.list({ after: start })) wanted.push(sequence);
    expect(wanted.length).toBeGreaterThan(ROUNDS * 5);
    const arrived = async () => [...new Set((await readReceived()).map(sequenceOf))];
    await vi.waitFor(async () => expect(await arrived()).toEqual(wanted), PATIENCE);
    expect(forwarder.output()).toContain(secret);
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    for (const { headers, body } of await readReceived()) {
      const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
      const signature = createHmac('sha256', key).update(signed).digest('base64');
      expect(headers['webhook-signature']).toBe(`v1,${signature}`);
    }
  },
  TIMEOUT_MS,
);
