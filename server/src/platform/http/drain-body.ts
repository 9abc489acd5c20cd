import type { IncomingMessage } from 'node:http';

const DRAIN_BYTES = 16 * 1024 * 1024;
const DRAIN_MS = 5_000;

/**
 * Reads past the rest of a refused body, within bounds. Closing a connection with unread bytes
 * resets it, and a client that writes before it reads would see that instead of the answer.
 */
export function drainBody(raw: IncomingMessage): Promise<void> {
  const announced = Number(raw.headers['content-length'] ?? 0);
  if (raw.readableEnded || announced > DRAIN_BYTES) return Promise.resolve();
  return new Promise((resolve) => {
    let drained = 0;
    const finish = () => {
      clearTimeout(timer);
      raw.off('data', count).off('end', finish).off('close', finish);
      resolve();
    };
    const count = (chunk: Buffer) => {
      drained += chunk.length;
      if (drained > DRAIN_BYTES) finish();
    };
    const timer = setTimeout(finish, DRAIN_MS);
    raw.on('data', count).on('end', finish).on('close', finish);
    raw.resume();
  });
}
