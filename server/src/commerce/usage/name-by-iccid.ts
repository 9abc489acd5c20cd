import { findIccids } from '../../connectivity/carriers/index.ts';
import type { Queryable } from '../../platform/db/database.ts';

/**
 * Returns what a carrier sent, with the ICCID where only the IMSI was given and the carrier has a
 * profile with it.
 */
export async function nameByIccid(
  db: Queryable,
  carrier: string,
  sent: readonly unknown[],
): Promise<readonly unknown[]> {
  const imsis = new Set<string>();
  for (const one of sent) {
    const imsi = imsiOf(one);
    if (imsi !== undefined) imsis.add(imsi);
  }
  if (imsis.size === 0) return sent;
  const iccids = await findIccids(db, { carrier, imsis: [...imsis] });
  return sent.map((one) => {
    const imsi = imsiOf(one);
    const iccid = imsi === undefined ? undefined : iccids.get(imsi);
    return iccid === undefined ? one : { ...(one as object), iccid };
  });
}

/** Returns the IMSI if it alone names the profile. */
function imsiOf(one: unknown): string | undefined {
  if (typeof one !== 'object' || one === null) return undefined;
  const { iccid, imsi } = one as { iccid?: unknown; imsi?: unknown };
  const isAlone = iccid === undefined || iccid === null || iccid === '';
  return isAlone && typeof imsi === 'string' ? imsi : undefined;
}
