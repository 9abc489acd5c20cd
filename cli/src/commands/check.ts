import type { Command } from 'commander';
import type { Gigastore, GigastoreEvent } from 'gigastore';
import { type Context, explain, withClient } from '../context.ts';
import { deliver, isTaken, newSecret } from '../deliver.ts';
import { EXIT, Failure } from '../exit-codes.ts';
import { paint } from '../print.ts';
import { describeSettings } from '../settings.ts';
import { readListenSecret } from './listen.ts';

const MOST_SKEW_MS = 60_000;
const VERIFY = 'Verify the signature of each delivery: the guide on signatures shows how.';

type Check = { check: string; passed: boolean; found: string; advice?: string };
type Found = { found: string; passed?: boolean; advice?: string | undefined };

export function addCheck(program: Command): void {
  program
    .command('check')
    .alias('doctor')
    .description('check configuration, clock, key, webhooks and signatures, and say what to do')
    .option('--receiver <url>', 'a server of yours that gigastore listen forwards to')
    .addHelpText(
      'after',
      '\nExamples:\n  gigastore check\n' +
        '  gigastore check --receiver http://localhost:4242/hooks\n\n' +
        'Each webhook gets a signed test from the store, and one with a wrong signature from here,\n' +
        'which it must refuse.',
    )
    .action(
      withClient(async (context, { receiver }: { receiver?: string }) => {
        const checks = await runChecks(context, receiver);
        context.print.table(checks, {
          '': ({ passed }) => (passed ? paint('green', 'ok') : paint('red', 'no')),
          check: ({ check }) => check,
          found: ({ found }) => found,
          advice: ({ advice }) => advice ?? '',
        });
        if (checks.some(({ passed }) => !passed)) throw new Failure('Not everything is right.');
      }),
    );
}

async function runChecks(context: Context, receiver: string | undefined): Promise<Check[]> {
  const { client, profile } = context;
  const settings = await attempt('configuration', async () => describeSettings(profile));
  const reached = await attempt('address', async () => {
    const { version } = await client.service.getVersion();
    return { found: `${profile.url} is Gigastore ${version}` };
  });
  if (!reached.passed) return [settings, reached];
  const login = await attempt('key', async () => {
    const { scopes, name } = await client.apiKeys.get(profile.clientId);
    return { found: `“${name}” with the scopes ${(scopes ?? []).join(', ')}` };
  });
  const clock = await attempt('clock', () => checkClock(profile.url));
  const first = [settings, reached, clock, login];
  if (!login.passed) return first;
  const local = receiver === undefined ? [] : await checkReceiver(context, receiver);
  return [...first, ...(await checkWebhooks(client)), ...local];
}

async function attempt(check: string, run: () => Promise<Found>): Promise<Check> {
  try {
    return { check, passed: true, ...(await run()) };
  } catch (error) {
    const { message, exitCode } = explain(error);
    const [found = '', ...rest] = message.split('\n');
    const advice = exitCode === EXIT.login ? 'gigastore login' : rest.join(' ');
    return { check, passed: false, found, advice };
  }
}

async function checkClock(url: string): Promise<Found> {
  const { headers } = await fetch(new URL('/health/live', url));
  const theirs = Date.parse(headers.get('date') ?? '');
  const differenceMs = Number.isNaN(theirs) ? 0 : Date.now() - theirs;
  const seconds = Math.round(differenceMs / 1000);
  const passed = Math.abs(differenceMs) <= MOST_SKEW_MS;
  const advice = passed
    ? undefined
    : 'Set the clock: signatures of webhooks are refused after 5 minutes.';
  const unit = Math.abs(seconds) === 1 ? 'second' : 'seconds';
  return { passed, found: `${seconds} ${unit} from the store's`, advice };
}

/** Sends a signed test to each endpoint through the store, and prints how it was answered. */
async function checkWebhooks(client: Gigastore): Promise<Check[]> {
  const { items } = await client.webhooks.list();
  const checks = items.map(async ({ event, url, enabled }) => {
    const reached = await attempt(`webhook ${event}`, async () => {
      if (!enabled) {
        const advice = `Enable it again: PUT /gigastore/webhooks/${event}`;
        return { passed: false, found: `${url} is disabled`, advice };
      }
      const { attempts } = await client.webhooks.test(event);
      const last = attempts.at(-1);
      return foundOf(url, last?.httpStatus ?? last?.error ?? 'nothing yet');
    });
    return reached.passed ? [reached, await checkForgery(event, url)] : [reached];
  });
  return (await Promise.all(checks)).flat();
}

/**
 * Sends a signed test to a server on this machine, with the secret that `gigastore listen` printed.
 */
async function checkReceiver(context: Context, url: string): Promise<Check[]> {
  const reached = await attempt('receiver', async () => {
    const secret = readListenSecret(context, url);
    if (secret) return foundOf(url, await deliver(aTest(), { url, secret }));
    const advice = `gigastore listen --forward-to ${url}`;
    return { passed: false, found: 'nothing was forwarded to it yet', advice };
  });
  return reached.passed ? [reached, await checkForgery('receiver', url)] : [reached];
}

function foundOf(url: string, answer: number | string): Found {
  const isRefused = answer === 401 || answer === 400;
  const advice = isRefused ? 'Compare the secret of the receiver.' : 'Is it reachable?';
  const passed = isTaken(answer);
  return { passed, found: `${url} answered ${answer}`, advice: passed ? undefined : advice };
}

/** Checks that a receiver refuses a wrong signature; otherwise it accepts deliveries of anybody. */
async function checkForgery(of: string, url: string): Promise<Check> {
  return attempt(`signature ${of}`, async () => {
    const answer = await deliver(aTest(), { url, secret: newSecret() });
    if (typeof answer === 'string') return { found: `not checked: ${answer} from this machine` };
    if (!isTaken(answer)) return { found: `a wrong signature is answered ${answer}` };
    return { passed: false, found: `a wrong signature is answered ${answer}`, advice: VERIFY };
  });
}

/** Returns a test event; its sequence is 0, which no recorded event has. */
function aTest(): GigastoreEvent {
  const data = { threshold: aPrice, available: aPrice };
  const now = new Date().toISOString();
  return { type: 'credits.low', id: crypto.randomUUID(), sequence: 0, createdAt: now, data };
}

const aPrice = { sortIndex: 0, priceValue: 0, currencyCode: 'USD' as const };
