import type { ReadScope } from '../../platform/db/scope.ts';
import { selectReplacementLimit } from '../../tenancy/accounts/index.ts';
import { networkOf } from '../networks/index.ts';
import type { EsimProfile } from './esim-profile.ts';
import { findProfile } from './find-profile.ts';
import { readSuccession } from './read-succession.ts';
import { type Attachment, readAttachment } from './sighting-store.ts';

export type EsimDetail = {
  profile: EsimProfile;
  attachment: Attachment;
  /** The ICCID of the profile that is in use today, if this one was replaced. */
  successorIccid: string | null;
  /** How often an eSIM of the account may be replaced. */
  replacementLimit: number;
};

/** Returns one eSIM of the account with its place. Throws `esim_profile_not_found`. */
export async function readEsim(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  iccid: string,
): Promise<EsimDetail> {
  const profile = await findProfile(db, { accountId, iccid });
  const [attachment, replacementLimit] = await Promise.all([
    readAttachment(db, { accountId, profileId: profile.id }),
    selectReplacementLimit(db, accountId),
  ]);
  const succession =
    profile.replacedBy === null
      ? undefined
      : await readSuccession(db, { accountId, id: profile.id });
  const successorIccid = succession?.successor?.iccid ?? null;
  return { profile, attachment, successorIccid, replacementLimit };
}

/** Returns the network that the profile was seen on last, as the API shows it. */
export function showNetwork({ mcc, mnc }: Attachment) {
  if (mcc === null) return null;
  return { mcc, mnc, name: (mnc !== null && networkOf(mcc, mnc)?.name) || null };
}
