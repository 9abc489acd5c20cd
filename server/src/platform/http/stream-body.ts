import { Readable } from 'node:stream';
import type { App, Request } from './typed-app.ts';

/**
 * Declares routes whose body is a file of any type and size: the verb reads it as it comes, by
 * `chunksOf`, and limits it itself.
 */
export function acceptStreams(app: App, declare: (app: App) => void): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    declare(scope as App);
  });
}

/**
 * Returns the body of such a route. Who stops reading leaves the connection open, so that a refusal
 * is answered.
 */
export function chunksOf({ body }: Request): AsyncIterable<Buffer> {
  // A request without a length has no body at all.
  return body ? (body as Readable).iterator({ destroyOnReturn: false }) : Readable.from([]);
}
