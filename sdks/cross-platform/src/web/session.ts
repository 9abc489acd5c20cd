import type { InstallTokenSource } from '../app.ts';
import { fieldsOf, GigastoreAppError } from '../errors.ts';
import { installTokenFrom } from '../install-token.ts';
import { installationIdOf, type KeyedStorage } from './storage.ts';
import { callStore, type StoreConnection } from './store-connection.ts';

const ENDED = ['token_expired', 'invalid_token'];

export type Session = {
  /** Calls with the token of the session, which is opened when it is needed. */
  call(path: string): Promise<unknown>;
  /** Returns the token, of a new session if there is none. */
  open(): Promise<string>;
  present(): string | undefined;
  setUser(userToken: string | null): void;
};

type Settings = {
  connection: StoreConnection;
  storage: KeyedStorage;
  sdkKey: string;
  testMode: boolean;
  /** The user who is signed in when the session is made. */
  userToken: string | null;
  source: () => InstallTokenSource | undefined;
};

/** Makes the session of a page with a store, for one user after another. */
export function createSession(settings: Settings): Session {
  let user = settings.userToken;
  let token: string | undefined;
  let opening: Promise<string> | undefined;

  /** Calls that need another session than `ended` wait for one to open. */
  function open(ended?: string): Promise<string> {
    if (token !== undefined && token !== ended) return Promise.resolve(token);
    if (opening) return opening;
    const own = start(settings, user)
      .then((opened) => {
        if (opening !== own) throw new GigastoreAppError('unauthorised', 'The user has changed.');
        token = opened;
        return opened;
      })
      .finally(() => {
        if (opening === own) opening = undefined;
      });
    opening = own;
    return own;
  }

  return {
    open: () => open(),
    present: () => token,
    setUser(userToken) {
      if (userToken === user) return;
      user = userToken;
      token = undefined;
      opening = undefined;
    },
    async call(path) {
      const bearer = await open();
      const call = { method: 'GET', path } as const;
      try {
        return await callStore(settings.connection, { ...call, bearer });
      } catch (error) {
        const code = error instanceof GigastoreAppError ? error.platformCode : null;
        if (code === null || !ENDED.includes(code)) throw error;
      }
      return callStore(settings.connection, { ...call, bearer: await open(bearer) });
    },
  };
}

async function start(
  { connection, storage, sdkKey, testMode, source }: Settings,
  userToken: string | null,
): Promise<string> {
  const installToken = await installTokenFrom(source(), userToken);
  const body = { installToken, installationId: installationIdOf(storage) };
  const call = { method: 'POST', path: '/sessions', bearer: sdkKey, body } as const;
  const opened = fieldsOf(await callStore(connection, call));
  if (opened.testMode !== testMode) {
    const message = 'The key and testMode do not match.';
    throw new GigastoreAppError('unauthorised', message, 'wrong_mode');
  }
  return String(opened.sessionToken);
}
