import { setTimeout as delay } from 'node:timers/promises';
import { Argument, type Command } from 'commander';
import type { Gigastore, GigastoreEvent } from 'gigastore';
import { type Context, withClient } from '../context.ts';
import { Failure } from '../exit-codes.ts';
import { TRIGGERS } from '../triggers/index.ts';

/** Some events come from jobs, which run every minute. */
const LONGEST_WAIT_MS = 150_000;
const POLL_MS = 500;
const TYPES = Object.keys(TRIGGERS);

export function addTrigger(program: Command): void {
  program
    .command('trigger')
    .description('make an event happen in the sandbox')
    .addArgument(new Argument('<event>', 'the type of the event').choices(TYPES))
    .addHelpText(
      'after',
      '\nExamples:\n  gigastore trigger package.expired\n  gigastore trigger balance.low --json\n\n' +
        'What the event needs is made first: a sale, an eSIM on a trip, a payment. Prints all events\n' +
        'that happened. The clock of the sandbox moves forward where time must pass.',
    )
    .action(withClient(trigger));
}

async function trigger(
  { client, print, profile }: Context,
  type: GigastoreEvent['type'],
): Promise<void> {
  const [last] = (await client.events.list({ limit: 1, sort_dir: 'DESC' })).items;
  const undo = await TRIGGERS[type](client, profile.url);
  try {
    const events = await waitFor(client, { after: last?.sequence ?? 0, type });
    for (const event of events) print.line(`${event.sequence}  ${event.type}`, event);
  } finally {
    if (typeof undo === 'function') await undo();
  }
}

type Wanted = { after: number; type: GigastoreEvent['type'] };

async function waitFor(client: Gigastore, { after, type }: Wanted): Promise<GigastoreEvent[]> {
  for (const until = Date.now() + LONGEST_WAIT_MS; Date.now() < until; await delay(POLL_MS)) {
    const events: GigastoreEvent[] = [];
    for await (const event of client.events.list({ after })) events.push(event);
    if (events.some((event) => event.type === type)) return events;
  }
  throw new Failure(`${type} has not happened. Does the worker of the store run?`);
}
