import { type IncomingHttpHeaders, request } from 'node:http';
import { gunzipSync } from 'node:zlib';

export type WireAnswer = { status: number; headers: IncomingHttpHeaders; text: string };

/**
 * Sends exactly these headers and this body over a connection of its own: what `fetch` would not
 * let through, such as a body on a GET.
 */
export function sendWire(
  url: string,
  of: { method: string; headers?: Record<string, string>; body?: string },
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: of.method, headers: of.headers, agent: false });
    asked.on('error', reject);
    asked.on('response', (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const isZipped = answer.headers['content-encoding'] === 'gzip';
        const text = (isZipped ? gunzipSync(bytes) : bytes).toString();
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
      });
    });
    asked.end(of.body);
  });
}
