import { STATUS_CODES } from 'node:http';
import { AddressRefused } from './guarded-connect.ts';

/** The time for an answer is over. */
export class Overdue extends Error {
  override readonly name = 'Overdue';
}

export type Destination = { url: URL; timeoutMs: number };

const MAX_LOCATION_LENGTH = 200;

/** Returns what is wrong with this status of an answer; null for 2xx. */
export function describeStatus(status: number, location: string | undefined): string | null {
  if (status >= 200 && status < 300) return null;
  if (status >= 300 && status < 400 && location !== undefined) {
    const to = location.slice(0, MAX_LOCATION_LENGTH);
    return `The server answered with a redirect (${status}) to ${to}; redirects are not followed.`;
  }
  const name = STATUS_CODES[status];
  return `The server answered ${status}${name ? ` (${name})` : ''}; any 2xx is success.`;
}

/**
 * Returns why there was no answer, or not a whole one, in words for the developer of the receiver.
 */
export function describeFailure(error: unknown, destination: Destination): string {
  if (error instanceof AddressRefused) return error.message;
  if (error instanceof Overdue) {
    return `The server took longer than ${destination.timeoutMs / 1000} s.`;
  }
  const code = codeOf(error);
  return (
    dnsWords(code, destination) ??
    connectionWords(code, destination) ??
    certificateWords(code, error, destination) ??
    `The call failed (${code || 'no further reason'}).`
  );
}

function dnsWords(code: string, { url }: Destination): string | undefined {
  switch (code) {
    case 'ENOTFOUND':
    case 'ENODATA':
      return `The name ${url.hostname} is not known to the DNS.`;
    case 'ETIMEOUT':
    case 'ESERVFAIL':
    case 'EREFUSED':
    case 'EAI_AGAIN':
    case 'EBADNAME':
    case 'EBADRESP':
      return `The DNS gave no answer for ${url.hostname} (${code}).`;
  }
  return code === 'ECANCELLED' ? 'The look-up of the name was cancelled.' : undefined;
}

function connectionWords(code: string, { url, timeoutMs }: Destination): string | undefined {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  switch (code) {
    case 'ECONNREFUSED':
      return `The server refuses connections on port ${port}.`;
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return 'The server closed the connection before its answer was complete.';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return 'There is no way to the server from here.';
    case 'ETIMEDOUT':
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `The server took longer than ${timeoutMs / 1000} s to accept a connection.`;
    case 'UND_ERR_HEADERS_OVERFLOW':
    case 'HPE_HEADER_OVERFLOW':
      return 'The headers of the answer are larger than 16 KiB.';
  }
  return code.startsWith('HPE_') ? 'The server answered something that is not HTTP.' : undefined;
}

const CERTIFICATES: Record<string, string> = {
  CERT_HAS_EXPIRED: 'The certificate has expired.',
  CERT_NOT_YET_VALID: 'The certificate is not valid yet.',
  CERT_REVOKED: 'The certificate was revoked.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The certificate comes from an authority that is not trusted here.',
  UNABLE_TO_GET_ISSUER_CERT: 'The authority of the certificate is not known here.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The certificate comes from an authority that is not trusted here.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The certificate comes from an authority that is not trusted here, or the server does not ' +
    'send its intermediate certificates.',
};

function certificateWords(code: string, error: unknown, { url }: Destination): string | undefined {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return `The certificate is not for ${url.hostname}.`;
  }
  if (code === 'EPROTO' || /^ERR_(SSL|TLS)_/.test(code)) {
    const isPlain = /wrong version number|packet length too long/.test(String(error));
    const hint = isPlain ? '; it seems to speak plain HTTP' : '';
    return `No TLS connection could be made on this port (${reasonOf(error, code)})${hint}.`;
  }
  if (CERTIFICATES[code]) return CERTIFICATES[code];
  return /CERT|CRL|SIGNATURE|ISSUER/.test(code)
    ? `The certificate was not accepted (${code}).`
    : undefined;
}

/** Returns OpenSSL's own word for it (`reason: 'sslv3 alert handshake failure'`). */
function reasonOf(error: unknown, code: string): string {
  const reason = (error as { reason?: unknown }).reason;
  return typeof reason === 'string' ? reason : code;
}

/** Returns the code of the first of several attempts (IPv4, IPv6). */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { name, code, cause } = (error ?? {}) as { name?: string; code?: unknown; cause?: unknown };
  if (name === 'HTTPParserError') return 'HPE_INVALID';
  if (typeof code === 'string' && (code !== 'UND_ERR_SOCKET' || cause === undefined)) return code;
  return cause === undefined ? '' : codeOf(cause) || String(code ?? '');
}

/** What goes wrong before a connection is made. */
const NEVER_SENT = new Set([
  'ENOTFOUND',
  'ENODATA',
  'ETIMEOUT',
  'ESERVFAIL',
  'EREFUSED',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The server refuses our certificate before it reads a request. */
const CERTIFICATE_REFUSED = /^ERR_SSL_\w*_ALERT_(\w*CERTIFICATE\w*|UNKNOWN_CA|ACCESS_DENIED)$/;

/** Returns false if the call failed before a connection was made, so that nothing was sent. */
export function mayHaveBeenSent(error: unknown): boolean {
  if (error instanceof AddressRefused) return false;
  const code = codeOf(error);
  if (CERTIFICATE_REFUSED.test(code)) return false;
  return !NEVER_SENT.has(code) && CERTIFICATES[code] === undefined;
}
