import { statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic, { type SendOptions } from '@fastify/static';
import type { App, Reply } from './typed-app.ts';

/** A static site that a workspace of this repository builds into its `dist`. */
export type BuiltSite = {
  /** Returns whether the site has this file. A build may end at any time. */
  has(name: string): boolean;
  /** Sends a file of the site, compressed as the build has left it beside the file. */
  send(reply: Reply, name: string, options: SendOptions): Reply;
};

/** Returns the site of a workspace. Sending needs `serveBuiltSites`. */
export function builtSite(workspace: 'portal' | 'docs'): BuiltSite {
  // The same place seen from `src/` and from the compiled `dist/`.
  const root = fileURLToPath(new URL(`../../../../${workspace}/dist/`, import.meta.url));
  return {
    has(name) {
      const path = normalize(join(root, name));
      if (name === '' || name.includes('\0') || !path.startsWith(root)) return false;
      return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    },
    send: (reply, name, options) => reply.sendFile(name, root, options),
  };
}

/** Lets the replies of this app send files of built sites. */
export function serveBuiltSites(app: App): void {
  app.register(fastifyStatic, { serve: false, preCompressed: true, root: import.meta.dirname });
}
