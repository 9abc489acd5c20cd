import { GigastoreAppError, isTemporary, messageOf, refusalOf } from '../errors.ts';

export type StoreCall = { method: 'GET' | 'POST'; path: string; bearer: string; body?: object };
/** An answer of the store; the body is null if it is no JSON. */
export type StoreAnswer = { status: number; body: unknown };
export type StoreConnection = {
  storeUrl: string;
  fetch: typeof fetch;
  /** The pauses before the call is repeated. */
  pausesMs: readonly number[];
  timeoutMs: number;
};

/** Returns the body of a success. All calls may be repeated. Throws `GigastoreAppError`. */
export async function callStore(connection: StoreConnection, call: StoreCall): Promise<unknown> {
  for (const pauseMs of connection.pausesMs) {
    const answer = await askStore(connection, call).catch(() => undefined);
    if (answer && !isTemporary(answer.status)) return successOf(answer);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  const answer = await askStore(connection, call).catch((reason: unknown) => {
    throw new GigastoreAppError('network', `The store cannot be reached. ${messageOf(reason)}`);
  });
  return successOf(answer);
}

/** Calls once. Throws if nothing answers. */
export async function askStore(
  { storeUrl, fetch, timeoutMs }: StoreConnection,
  { method, path, bearer, body }: StoreCall,
): Promise<StoreAnswer> {
  const answer = await fetch(`${storeUrl.replace(/\/+$/, '')}/sdk/v1${path}`, {
    method,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${bearer}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    cache: 'no-store',
    credentials: 'omit',
    // A redirect would send the token elsewhere.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await answer.text();
  return { status: answer.status, body: parse(text) };
}

function successOf({ status, body }: StoreAnswer): unknown {
  if (status !== 200) throw refusalOf(status, body);
  if (body !== null) return body;
  const message = 'Something other than the store answered. Sign in to the network.';
  throw new GigastoreAppError('network', message, 'unexpected_answer');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
