import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../kernel/refusal.ts';

type Asked = { method: string; headers: IncomingHttpHeaders };

/** Refuses `forbidden`; see `createOriginCheck`. */
export type OriginCheck = {
  /** Where our own pages are. */
  origins: readonly string[];
  /**
   * Throws `forbidden` unless a change that brings a cookie proves that it comes from our own
   * pages.
   */
  require(asked: Asked): void;
  /**
   * Throws `forbidden` for a call without a cookie whose headers name another origin. The headers
   * may be missing.
   */
  refuseForeign(asked: Asked): void;
};

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);
const READS = new Set(['GET', 'HEAD']);

/**
 * Browsers send cookies with requests that any page starts. They also send the origin of that page
 * (`Origin`, `Sec-Fetch-Site`), which no page can forge.
 */
export function createOriginCheck(publicUrl: string): OriginCheck {
  const origins = ownOrigins(publicUrl);
  const isHome = LOOPBACK.has(new URL(publicUrl).hostname);
  const comesFromUs = ({ headers }: Asked) =>
    headers['sec-fetch-site'] === 'same-origin' ||
    origins.has(headers.origin ?? '') ||
    (isHome && isSameMachine(headers));
  const saysWhere = ({ headers }: Asked) =>
    headers.origin !== undefined || headers['sec-fetch-site'] !== undefined;
  return {
    origins: [...origins],
    require(asked) {
      if (!READS.has(asked.method) && !comesFromUs(asked)) throw foreign(publicUrl);
    },
    refuseForeign(asked) {
      if (saysWhere(asked) && !comesFromUs(asked)) throw foreign(publicUrl);
    },
  };
}

/** On loopback all its names are one machine, and pages are opened by any of them. */
function ownOrigins(publicUrl: string): Set<string> {
  const { origin, protocol, hostname, port } = new URL(publicUrl);
  if (!LOOPBACK.has(hostname)) return new Set([origin]);
  const hosts = [...LOOPBACK].map((host) => `${protocol}//${host}${port ? `:${port}` : ''}`);
  return new Set(hosts);
}

/**
 * Returns whether the page was opened on this machine, on whatever port: both sides are this
 * machine.
 */
function isSameMachine({ origin = '', host = '' }: IncomingHttpHeaders): boolean {
  if (origin !== `http://${host}` || !URL.canParse(origin)) return false;
  return LOOPBACK.has(new URL(origin).hostname);
}

function foreign(publicUrl: string): Refusal {
  const { origin } = new URL(publicUrl);
  return new Refusal(
    'forbidden',
    `A change with a session must come from a page of ${origin}: send Origin: ${origin}.`,
  );
}
