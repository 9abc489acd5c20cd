import { Resolver } from 'node:dns/promises';

/**
 * Returns the texts of a name in the DNS (TXT records); none if the name has none. Throws as
 * `node:dns` does if its name servers do not answer.
 */
export type ReadTextRecords = (name: string) => Promise<string[]>;

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/** Returns the function that asks the configured name servers. */
export function textRecordReader(): ReadTextRecords {
  const resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES });
  return async (name) => {
    const records = await resolver.resolveTxt(name).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return [];
      throw error;
    });
    return records.map((parts) => parts.join(''));
  };
}
