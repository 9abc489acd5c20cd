import { createHash, createHmac, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { GigastoreEvent } from 'gigastore';
import { type Context, withClient } from '../context.ts';
import { EXIT, Failure } from '../exit-codes.ts';
import { paint } from '../print.ts';
import { readJson, writeJson } from '../settings.ts';

const ANSWER_MS = 10_000;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 10_000;

type Options = { forwardTo: string; types?: string; since?: string };
/** Kept for each account and receiver, so that a restart goes on after the last event that arrived. */
type Progress = { secret: string; sequence: number };

export function addListen(program: Command): void {
  program
    .command('listen')
    .description('forward the events of the account to a server of yours, signed like webhooks')
    .requiredOption('--forward-to <url>', 'the address of your receiver')
    .option('--types <types>', 'only these types, separated by commas')
    .option('--since <sequence>', 'begin after this event instead of where it was')
    .addHelpText(
      'after',
      '\nExample:\n  gigastore listen --forward-to http://localhost:4242/hooks\n\n' +
        'Every event arrives at least once, in order, whatever is restarted. Verify them with the\n' +
        'secret that is printed at the start; it stays the same for this receiver.',
    )
    .action(withClient(listen));
}

async function listen(context: Context, options: Options): Promise<void> {
  const { client, print } = context;
  const name = progressName(context, options);
  const progress = await readProgress(context, name, options);
  writeJson(name, progress);
  print.say(`Forwarding to ${options.forwardTo} after event ${progress.sequence}.`);
  print.say(`Secret: ${progress.secret}`);
  const types = options.types?.split(',');
  for await (const event of client.events.stream({ after: progress.sequence })) {
    if (!types || types.includes(event.type)) await forward(event, { context, options, progress });
    progress.sequence = event.sequence;
    writeJson(name, progress);
  }
}

function progressName({ profile }: Context, { forwardTo }: Options): string {
  const key = `${profile.url} ${profile.clientId} ${forwardTo}`;
  return `listen/${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`;
}

/** The first time, it begins with the events from now on. */
async function readProgress({ client }: Context, name: string, { since }: Options) {
  const known = readJson<Progress>(name);
  const secret = known?.secret ?? `whsec_${randomBytes(32).toString('base64')}`;
  if (since !== undefined) {
    if (!/^\d+$/.test(since)) throw new Failure('--since must be a number.', EXIT.usage);
    return { secret, sequence: Number(since) };
  }
  if (known) return known;
  const { items } = await client.events.list({ limit: 1, sort_dir: 'DESC' });
  return { secret, sequence: items[0]?.sequence ?? 0 };
}

type Forwarding = { context: Context; options: Options; progress: Progress };

/** Sends an event until the receiver takes it, as the store would. */
async function forward(event: GigastoreEvent, forwarding: Forwarding): Promise<void> {
  const { print } = forwarding.context;
  for (let wait = FIRST_DELAY_MS; ; wait = Math.min(wait * 2, LONGEST_DELAY_MS)) {
    const startedAt = performance.now();
    const answer = await send(event, forwarding);
    const tookMs = Math.round(performance.now() - startedAt);
    const isTaken = typeof answer === 'number' && answer >= 200 && answer < 300;
    const status = paint(isTaken ? 'green' : 'red', String(answer));
    const text = `${event.createdAt}  ${event.sequence}  ${event.type}  ${status}  ${tookMs} ms`;
    print.line(text, { sequence: event.sequence, type: event.type, answer, tookMs });
    if (isTaken) return;
    await delay(wait);
  }
}

async function send(event: GigastoreEvent, { options, progress }: Forwarding) {
  const body = JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1000);
  const key = Buffer.from(progress.secret.slice('whsec_'.length), 'base64');
  const signed = `${event.id}.${timestamp}.${body}`;
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': event.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const request = { method: 'POST', body, headers, signal, redirect: 'manual' } as const;
    const answer = await fetch(options.forwardTo, request);
    await answer.arrayBuffer();
    return answer.status;
  } catch (error) {
    const { cause, name } = error as Error & { cause?: { code?: string } };
    return cause?.code ?? name;
  }
}
