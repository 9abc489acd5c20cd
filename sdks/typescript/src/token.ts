import type { GigastoreOptions } from './options.ts';

/** A token is renewed when this share of its life is left, or a minute if that is less. */
const RENEWAL_SHARE = 0.1;
const RENEWAL_MS = 60_000;

export type Grant = { accessToken: string; expiresIn: number };

/**
 * The token of an API key: fetched when it is first needed and when it runs out, by one request
 * however many callers wait. It runs out by our own clock from the moment of the request, so that a
 * clock which differs from the store's does not matter.
 */
export class TokenSource {
  #current: { token: string; renewAt: number } | undefined;
  #request: Promise<string> | undefined;
  readonly #authenticate: () => Promise<Grant>;
  readonly #now: () => number;

  constructor(authenticate: () => Promise<Grant>, now: () => number) {
    this.#authenticate = authenticate;
    this.#now = now;
  }

  async get(): Promise<string> {
    if (this.#current && this.#now() < this.#current.renewAt) return this.#current.token;
    this.#request ??= this.#fetch().finally(() => {
      this.#request = undefined;
    });
    return this.#request;
  }

  /** Invalidates a token that the store refused, unless it has been renewed since. */
  drop(token: string): void {
    if (this.#current?.token === token) this.#current = undefined;
  }

  async #fetch(): Promise<string> {
    const askedAt = this.#now();
    const { accessToken, expiresIn } = await this.#authenticate();
    const lifeMs = expiresIn * 1000;
    const renewAt = askedAt + lifeMs - Math.min(RENEWAL_MS, lifeMs * RENEWAL_SHARE);
    this.#current = { token: accessToken, renewAt };
    return accessToken;
  }
}

/** The value of `Authorization` for an API key. */
export function basic({ clientId, clientSecret }: GigastoreOptions): string {
  const bytes = new TextEncoder().encode(`${clientId}:${clientSecret}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}
