import { Type } from 'typebox';
import { routesOf } from './routes.ts';
import { answer } from './schemas.ts';
import type { App } from './typed-app.ts';
import type { WriteParts } from './write.ts';

export type Versions = { version: string; apiVersion: string };

/** The version of the store, for clients that ask. */
export function registerVersionRoute(
  app: App,
  { version, apiVersion, ...parts }: WriteParts & Versions,
): void {
  routesOf(app, parts).open(
    'GET /gigastore/version',
    {
      id: 'getVersion',
      tag: 'Service',
      summary: 'Retrieve the version',
      description:
        '`apiVersion` is the version of the original API that this one is compatible with.',
      answer: answer('StoreVersion', {
        version: Type.String({ description: 'The version of this store.' }),
        apiVersion: Type.String({ description: 'The compatible version of the original API.' }),
      }),
      example: { version, apiVersion },
    },
    () => ({ version, apiVersion }),
  );
}
