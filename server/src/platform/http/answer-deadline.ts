import { tooLate } from '../../kernel/refusal.ts';
import type { App, Reply } from './typed-app.ts';

/**
 * Answers 503 to every request whose answer has not begun after so many milliseconds, whatever it
 * waits for. Fastify's own `handlerTimeout` ends when the body has been read, and makes an
 * `AbortSignal` with a stack trace for each request, which took 4 % of a sale's time.
 */
export function answerInTime(app: App, ms: number): void {
  app.addHook('onRequest', (_request, reply, done) => {
    const timer = setTimeout(giveUp, ms, reply);
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
}

function giveUp(reply: Reply): void {
  // An answer that has begun, such as a long CSV, ends by itself: each of its queries has a limit.
  if (reply.sent || reply.raw.headersSent) return;
  reply.send(tooLate());
}
