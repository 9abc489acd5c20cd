import type { App } from './typed-app.ts';

/**
 * Declares routes whose body arrives as it was sent: `request.body` is the `Buffer`, of whatever
 * type. For what is signed as bytes.
 */
export function acceptRawBodies(
  app: App,
  { maxBytes }: { maxBytes: number },
  declare: (app: App) => void,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    const options = { parseAs: 'buffer', bodyLimit: maxBytes } as const;
    scope.addContentTypeParser<Buffer>(
      '*',
      options,
      async (_request: unknown, bytes: Buffer) => bytes,
    );
    declare(scope as App);
  });
}
