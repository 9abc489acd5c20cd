import type { Command } from 'commander';
import type { Gigastore } from 'gigastore';
import { type Context, explain, withClient } from '../context.ts';
import { EXIT, Failure } from '../exit-codes.ts';
import { paint } from '../print.ts';

const MOST_SKEW_MS = 60_000;

type Check = { check: string; passed: boolean; found: string; advice?: string };

export function addCheck(program: Command): void {
  program
    .command('check')
    .alias('doctor')
    .description('check address, clock, key and webhooks, and say what to do')
    .action(
      withClient(async (context) => {
        const checks = await runChecks(context);
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

async function runChecks({ client, profile }: Context): Promise<Check[]> {
  const reached = await attempt('address', async () => {
    const { version } = await client.service.getVersion();
    return { found: `${profile.url} is Gigastore ${version}` };
  });
  if (!reached.passed) return [reached];
  const login = await attempt('key', async () => {
    const { scopes, name } = await client.apiKeys.get(profile.clientId);
    return { found: `“${name}” with the scopes ${(scopes ?? []).join(', ')}` };
  });
  const clock = await attempt('clock', () => checkClock(profile.url));
  if (!login.passed) return [reached, clock, login];
  return [reached, clock, login, ...(await checkWebhooks(client))];
}

async function attempt(
  check: string,
  run: () => Promise<{ found: string; passed?: boolean; advice?: string }>,
): Promise<Check> {
  try {
    return { check, passed: true, ...(await run()) };
  } catch (error) {
    const { message, exitCode } = explain(error);
    const [found = '', ...rest] = message.split('\n');
    const advice = exitCode === EXIT.login ? 'gigastore login' : rest.join(' ');
    return { check, passed: false, found, advice };
  }
}

async function checkClock(url: string) {
  const { headers } = await fetch(new URL('/health/live', url));
  const theirs = Date.parse(headers.get('date') ?? '');
  const differenceMs = Number.isNaN(theirs) ? 0 : Date.now() - theirs;
  const seconds = Math.round(differenceMs / 1000);
  const passed = Math.abs(differenceMs) <= MOST_SKEW_MS;
  const advice = passed
    ? undefined
    : 'Set the clock: signatures of webhooks are refused after 5 minutes.';
  return { passed, found: `${seconds} seconds from the store's`, advice };
}

/** The store sends each endpoint a signed test, and says how it was answered. */
async function checkWebhooks(client: Gigastore): Promise<Check[]> {
  const { items } = await client.webhooks.list();
  return Promise.all(
    items.map(({ event, url, enabled }) =>
      attempt(`webhook ${event}`, async () => {
        if (!enabled) {
          const advice = `Enable it again: PUT /gigastore/webhooks/${event}`;
          return { passed: false, found: `${url} is disabled`, advice };
        }
        const { attempts } = await client.webhooks.test(event);
        const last = attempts.at(-1);
        const isTaken = last?.httpStatus != null && last.httpStatus >= 200 && last.httpStatus < 300;
        const found = `${url} answered ${last?.httpStatus ?? last?.error ?? 'nothing yet'}`;
        const isRefused = last?.httpStatus === 401 || last?.httpStatus === 400;
        const advice = isRefused ? 'Compare the secret of the receiver.' : 'Is it reachable?';
        return { passed: isTaken, found, advice: isTaken ? undefined : advice };
      }),
    ),
  );
}
