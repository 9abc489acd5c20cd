import { spawn } from 'node:child_process';
import { hostname, platform } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { Gigastore, isGigastoreError } from 'gigastore';
import { EXIT, Failure } from './exit-codes.ts';
import { paint } from './print.ts';

export type Mode = 'live' | 'sandbox';
type Asked = { url: string; mode?: Mode; opensBrowser: boolean; say: (text: string) => void };
type Key = { clientId: string; clientSecret: string; name: string; mode: Mode };

/**
 * Requests a key for this program from a person who has signed in to the portal. Throws `Failure`
 * if the person rejects the login, or decides too late.
 */
export async function logInByBrowser({ url, mode, opensBrowser, say }: Asked): Promise<Key> {
  const { auth } = new Gigastore({ baseUrl: url });
  const deviceName = `gigastore on ${hostname()}`.slice(0, 255);
  const login = await auth.startDeviceLogin({ deviceName, ...(mode && { mode }) });
  say(`Open ${login.verificationUrl}`);
  say(`and approve the code ${paint('bold', login.userCode)} there. Waiting …`);
  if (opensBrowser) openBrowser(login.verificationUrl);
  const until = Date.parse(login.expiresAt);
  for (;;) {
    await delay(login.intervalSeconds * 1000);
    const answer = await collect(auth, login.deviceCode, until);
    if (answer?.status === 'rejected') throw new Failure('The login was rejected.', EXIT.declined);
    if (answer?.status === 'approved') return keyOf(answer);
  }
}

type Collected = Awaited<ReturnType<Gigastore['auth']['collectDeviceLogin']>>;

/** Returns nothing while the store is away: the person may approve after it is back. */
async function collect(
  auth: Gigastore['auth'],
  deviceCode: string,
  until: number,
): Promise<Collected | undefined> {
  try {
    return await auth.collectDeviceLogin({ deviceCode });
  } catch (error) {
    const isAway = isGigastoreError(error, 'connection_failed', 'timed_out', 'service_unavailable');
    if (isAway && Date.now() < until) return undefined;
    if (!isGigastoreError(error, 'device_login_not_found')) throw error;
    throw new Failure('The code has expired. Run gigastore login again.', EXIT.login);
  }
}

function keyOf({ clientId, clientSecret, name, mode }: Collected): Key {
  if (!clientId || !clientSecret || !mode) throw new Failure('The store gave no key.');
  return { clientId, clientSecret, name: name ?? clientId, mode };
}

const OPENERS: Partial<Record<NodeJS.Platform, string>> = { darwin: 'open', linux: 'xdg-open' };

/** Does nothing where there is no browser; the address is printed anyway. */
function openBrowser(url: string): void {
  const opener = OPENERS[platform()];
  if (!opener) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
