import { newId } from '../../kernel/ids.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import type { AuditLog } from '../../platform/http/write.ts';
import { clearPagesHost, markPagesHost, type SetHost, selectSetHosts } from './branding-store.ts';
import { findHostProof, type HostProof, type HostProofs } from './host-proof.ts';

/** How long a host is kept without its record: changes of a DNS go wrong, and are mended. */
const GRACE_MS = 7 * 24 * 60 * 60 * 1000;

type Checking = HostProofs & { db: Database; auditLog: AuditLog; realNow: Date };

/**
 * Looks at the TXT record of every host, and takes hosts away whose record has been missing for a
 * week. Returns how many were taken away. A DNS that does not answer changes nothing.
 */
export async function checkPageHosts(parts: Checking): Promise<number> {
  const { db, auditLog, realNow, ...proofs } = parts;
  let removed = 0;
  for (const set of await selectSetHosts(db)) {
    const proof = await findHostProof(proofs, set);
    const isGone = await db.transaction((tx) => settle(tx, { set, proof, realNow, auditLog }));
    if (isGone) removed += 1;
  }
  return removed;
}

type Checked = { set: SetHost; proof: HostProof; realNow: Date; auditLog: AuditLog };

async function settle(tx: Tx, { set, proof, realNow, auditLog }: Checked): Promise<boolean> {
  if (proof === 'unknown') return false;
  const missingSince = proof === 'found' ? null : (set.missingSince ?? realNow);
  const isOver = missingSince !== null && realNow.getTime() - missingSince.getTime() >= GRACE_MS;
  if (!isOver) {
    await markPagesHost(tx, { ...set, missingSince });
    return false;
  }
  if (!(await clearPagesHost(tx, set))) return false;
  const { organizationId, host } = set;
  const actor = { kind: 'platform', name: 'Check of DNS records' } as const;
  const author = {
    ...{ organizationId, accountId: null, actor, requestId: newId(), remoteAddress: null },
  };
  await auditLog.record({ ...author, db: tx }, [
    {
      action: 'branding.pages_host_removed',
      target: null,
      before: { pagesHost: host },
      after: { pagesHost: null },
    },
  ]);
  return true;
}
