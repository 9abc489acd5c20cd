import { Type } from 'typebox';
import { operation } from './operation.ts';
import { answer } from './schemas.ts';
import type { App } from './typed-app.ts';

export type Versions = { version: string; apiVersion: string };

/** What runs here, for clients that ask. */
export function registerVersionRoute(app: App, { version, apiVersion }: Versions): void {
  app.get(
    '/gigastore/version',
    {
      config: { public: true },
      schema: operation({
        id: 'getVersion',
        tag: 'Service',
        summary: 'Read the version',
        description: '`apiVersion` is that of the original API whose clients are understood.',
        answer: answer('Version', { version: Type.String(), apiVersion: Type.String() }),
        example: { version, apiVersion },
      }),
    },
    () => ({ version, apiVersion }),
  );
}
