import { createHash } from 'node:crypto';
import type { AccountMode } from '../../kernel/context.ts';
import type { ReadTextRecords } from '../../platform/outgoing/text-records.ts';

/** Whether the DNS of a host has the company's text; `unknown` while it does not answer. */
export type HostProof = 'found' | 'missing' | 'unknown';

export type HostProofs = {
  /** The mode of the installation. */
  mode: AccountMode;
  readTextRecords: ReadTextRecords;
};

/** Names that nobody can own (RFC 2606), which a sandbox installation takes without proof. */
const OF_NOBODY = /\.(example|test)$/;

/**
 * Returns the text that a company publishes to prove that a host is its own. It is no secret: only
 * who controls the DNS of a host can publish it there.
 */
export function hostTokenOf(organizationId: string): string {
  const digest = createHash('sha256').update(`pages host of ${organizationId}`).digest('hex');
  return `gigastore-${digest.slice(0, 32)}`;
}

/** Returns the name of the TXT record of a host. */
export function recordNameOf(host: string): string {
  return `_gigastore.${host}`;
}

/** Looks for the text of a company in the DNS of a host. */
export async function findHostProof(
  { mode, readTextRecords }: HostProofs,
  { host, organizationId }: { host: string; organizationId: string },
): Promise<HostProof> {
  if (mode === 'sandbox' && OF_NOBODY.test(host)) return 'found';
  try {
    const texts = await readTextRecords(recordNameOf(host));
    const isThere = texts.some((text) => text.trim() === hostTokenOf(organizationId));
    return isThere ? 'found' : 'missing';
  } catch {
    return 'unknown';
  }
}
