import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../platform/config/config.ts';
import { embeddedUrl } from '../platform/embedded-postgres/index.ts';
import type { Log } from '../platform/log/log.ts';
import { DRAIN_MS, endsWithin, watchLifetime } from './lifetime.ts';

const FOLLOW_POLL_MS = 1_000;

type Running = { stop(): Promise<void> };

type Following = { config: Config; log: Log; name: string };

/**
 * Runs what `start` starts until this process is stopped, on the configured database, or on the
 * embedded one of `gigastore serve`: then it waits for it, and starts again when it has moved.
 */
export async function followDatabase(
  { config, log, name }: Following,
  start: (url: string) => Promise<Running>,
): Promise<void> {
  const lifetime = watchLifetime(log);
  const stopping = new AbortController();
  lifetime.stopRequested.then(() => stopping.abort());
  while (!stopping.signal.aborted) {
    const url = config.databaseUrl ?? (await waitForEmbedded(config, log, stopping.signal));
    if (url === undefined) break;
    const running = await start(url);
    log.info(`${name} started`);
    await (config.databaseUrl
      ? lifetime.stopRequested
      : waitUntilMoved(config.home, url, stopping.signal));
    log.info(`${name} stopping`);
    await endsWithin(DRAIN_MS, running.stop());
  }
}

/**
 * Waits until `gigastore serve` has started the embedded database. Returns its address; undefined
 * if this process is stopped first. A process that started the database would lock out the server.
 */
async function waitForEmbedded(
  { home }: Config,
  log: Log,
  stopping: AbortSignal,
): Promise<string | undefined> {
  let url = await embeddedUrl(home);
  if (!url) log.warn({ home }, 'waiting for the embedded database of gigastore serve');
  while (!url && !stopping.aborted) {
    await pause(stopping);
    url = await embeddedUrl(home);
  }
  return url;
}

/** Waits until the database has moved to another port or this process is stopped. */
async function waitUntilMoved(home: string, url: string, stopping: AbortSignal): Promise<void> {
  let found: string | undefined = url;
  while ((found ?? url) === url && !stopping.aborted) {
    await pause(stopping);
    found = await embeddedUrl(home);
  }
}

async function pause(stopping: AbortSignal): Promise<void> {
  await delay(FOLLOW_POLL_MS, undefined, { signal: stopping }).catch(() => {});
}
