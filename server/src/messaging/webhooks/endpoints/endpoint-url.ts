import { isIP } from 'node:net';
import { isLoopback, isLoopbackName, refuseAddress } from '../../../kernel/outgoing-address.ts';
import { invalid } from '../../../kernel/refusal.ts';

const MAX_URL_LENGTH = 2048;

/**
 * Returns the URL as it is called. Throws `invalid_request` at `/url` with the reason. Host names
 * are resolved and checked at every connection, not here.
 */
export function requireUrl(text: string, reach: { loopback: boolean }): string {
  const url = parse(text);
  const reason = url ? refuse(url, reach) : 'must be an absolute URL such as https://shop.example/';
  if (reason || !url) throw invalid('/url', reason ?? '');
  return url.href;
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function refuse(url: URL, reach: { loopback: boolean }): string | undefined {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const isHome = isLoopbackName(hostname) || isLoopback(hostname);
  if (url.href.length > MAX_URL_LENGTH) return `must have at most ${MAX_URL_LENGTH} characters`;
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must start with https://';
  if (url.username || url.password) return 'must not carry a user name or password';
  if (url.hash) return 'must not have a fragment (#)';
  if (isHome && !reach.loopback) {
    return 'must not lead to this machine; loopback is for sandbox accounts in sandbox mode';
  }
  if (url.protocol === 'http:' && !isHome) {
    return reach.loopback
      ? 'must start with https://; plain HTTP is for loopback only'
      : 'must start with https://';
  }
  const refusal = isIP(hostname) ? refuseAddress(hostname, reach) : undefined;
  return refusal && `must be public; ${hostname} is ${refusal}`;
}
