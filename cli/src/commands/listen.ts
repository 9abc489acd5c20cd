import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { GigastoreEvent } from 'gigastore';
import { type Context, withClient } from '../context.ts';
import { deliver, isTaken, newSecret } from '../deliver.ts';
import { EXIT, Failure } from '../exit-codes.ts';
import { paint } from '../print.ts';
import { readJson, writeJson } from '../settings.ts';

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
  const name = progressName(context, options.forwardTo);
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

function progressName({ profile }: Pick<Context, 'profile'>, receiver: string): string {
  const key = `${profile.url} ${profile.clientId} ${receiver}`;
  return `listen/${createHash('sha256').update(key).digest('hex').slice(0, 16)}.json`;
}

/** Returns the secret with which `listen` signs for a receiver; undefined if it never did. */
export function readListenSecret(context: Context, receiver: string): string | undefined {
  return readJson<Progress>(progressName(context, receiver))?.secret;
}

/** Returns the secret and the last event that arrived; the first time, the newest of the store. */
async function readProgress({ client }: Context, name: string, { since }: Options) {
  const known = readJson<Progress>(name);
  const secret = known?.secret ?? newSecret();
  if (since !== undefined) {
    if (!/^\d+$/.test(since)) throw new Failure('--since must be a number.', EXIT.usage);
    return { secret, sequence: Number(since) };
  }
  if (known) return known;
  const { items } = await client.events.list({ limit: 1, sort_dir: 'DESC' });
  return { secret, sequence: items[0]?.sequence ?? 0 };
}

type Forwarding = { context: Context; options: Options; progress: Progress };

/** Sends an event until the receiver accepts it, as the store would. */
async function forward(
  event: GigastoreEvent,
  { context, options, progress }: Forwarding,
): Promise<void> {
  const { print } = context;
  for (let wait = FIRST_DELAY_MS; ; wait = Math.min(wait * 2, LONGEST_DELAY_MS)) {
    const startedAt = performance.now();
    const answer = await deliver(event, { url: options.forwardTo, secret: progress.secret });
    const tookMs = Math.round(performance.now() - startedAt);
    const status = paint(isTaken(answer) ? 'green' : 'red', String(answer));
    const text = `${event.createdAt}  ${event.sequence}  ${event.type}  ${status}  ${tookMs} ms`;
    print.line(text, { sequence: event.sequence, type: event.type, answer, tookMs });
    if (isTaken(answer)) return;
    await delay(wait);
  }
}
