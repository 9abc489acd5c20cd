import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { Refusal } from '../../kernel/refusal.ts';
import { toProblem } from './problems.ts';

type ConnectionError = Error & { code?: string };

/** What never became a request, by the code of Node's parser: status line and sentence. */
const KINDS: Record<string, [number, string, string]> = {
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'The request took too long to arrive.'],
};
const MALFORMED: [number, string, string] = [
  400,
  'Bad Request',
  'This is not a valid HTTP request.',
];

/** Answers what Node could not read as a request, and closes the connection. */
export function answerConnectionError(errorsUrl: string) {
  return (error: ConnectionError, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable) socket.write(toResponse(error, errorsUrl));
    socket.destroySoon();
  };
}

function toResponse(error: ConnectionError, errorsUrl: string): string {
  const [status, reason, detail] = KINDS[error.code ?? ''] ?? MALFORMED;
  const requestId = randomUUID();
  const refusal = new Refusal('invalid_request', detail, {
    errors: [{ path: '', message: detail }],
  });
  const problem = toProblem(refusal, { errorsUrl, path: '/', requestId });
  const body = JSON.stringify({ ...problem, status });
  return [
    `HTTP/1.1 ${status} ${reason}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
