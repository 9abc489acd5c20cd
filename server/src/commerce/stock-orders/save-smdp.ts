import { CALLED_CARRIERS, SANDBOX_CARRIER } from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { bodyOf, checkRange, type ProfileType } from './profile-type.ts';
import { deleteProfileType, selectProfileTypes, upsertProfileType } from './profile-type-store.ts';
import {
  checkIdentity,
  checkUrl,
  openKey,
  type Smdp,
  type SmdpDraft,
  sealKey,
  showForAudit,
} from './smdp.ts';
import { selectSmdp, upsertSmdp } from './smdp-store.ts';
import { deleteUnsent, hurryStockOrders } from './stock-order-store.ts';

export type TypeDraft = Pick<
  ProfileType,
  'carrier' | 'profileType' | 'level' | 'batchSize' | 'confirmationCodes' | 'iccids'
>;

type Saving = SmdpDraft & {
  profileTypes: readonly TypeDraft[];
  encryption: Encryption;
};

/**
 * Creates or changes an SM-DP+ with its profile types. Orders that wait are tried again at once.
 * Throws `invalid_request`.
 */
export async function saveSmdp(
  scope: Pick<Scope, 'db' | 'now' | 'changes'>,
  { profileTypes, encryption, ...draft }: Saving,
): Promise<void> {
  const { db, now } = scope;
  if (CALLED_CARRIERS.includes(draft.name)) throw invalid('/name', 'is that of a supplier');
  const before = await selectSmdp(db, draft.name);
  const url = checkUrl(draft.url);
  const privateKey = keyFor(draft, before, encryption);
  checkIdentity({ ...draft, privateKey });
  const sealed = privateKey === null ? null : sealKey(encryption, draft.name, privateKey);
  const { privateKey: _, ...settings } = draft;
  const kept = { privateKeyEncrypted: sealed, revision: newId(), updatedAt: now };
  await upsertSmdp(db, { ...settings, url, ...kept });
  await saveTypes(scope, draft.name, profileTypes);
  audit(scope, {
    action: 'smdp.saved',
    target: draft.name,
    before: before ? showForAudit(before) : null,
    after: { ...showForAudit({ ...settings, url }), profileTypes: [...profileTypes] },
  });
}

/** Returns the key that was given, or the one that is kept if a certificate is to have one. */
function keyFor(draft: SmdpDraft, before: Smdp | undefined, encryption: Encryption): string | null {
  if (draft.privateKey !== null || draft.certificate === null) return draft.privateKey;
  const sealed = before?.privateKeyEncrypted ?? null;
  return sealed === null ? null : openKey(encryption, draft.name, sealed);
}

async function saveTypes(
  { db }: Pick<Scope, 'db'>,
  smdp: string,
  drafts: readonly TypeDraft[],
): Promise<void> {
  const known = await selectProfileTypes(db);
  const own = new Map(known.filter((type) => type.smdp === smdp).map((one) => [one.carrier, one]));
  for (const [place, draft] of drafts.entries()) {
    const path = `/profileTypes/${place}`;
    refuseRepeat(drafts, place, path);
    const type = { ...draft, smdp, ...rangeOf(draft, own.get(draft.carrier), path) };
    if (!(await upsertProfileType(db, type))) {
      throw invalid(`${path}/carrier`, 'is that of another SM-DP+');
    }
    if (type.level === 0) await deleteUnsent(db, type.carrier);
    own.delete(draft.carrier);
  }
  for (const carrier of own.keys()) {
    if (await deleteProfileType(db, carrier)) continue;
    throw invalid('/profileTypes', `must have ${carrier}, which has orders; set its level to 0`);
  }
  await hurryStockOrders(
    db,
    drafts.map(({ carrier }) => carrier),
  );
}

function refuseRepeat(drafts: readonly TypeDraft[], place: number, path: string): void {
  const { carrier, profileType } = drafts[place] as TypeDraft;
  const isSold = carrier === SANDBOX_CARRIER || CALLED_CARRIERS.includes(carrier);
  if (isSold) throw invalid(`${path}/carrier`, 'is a carrier that has no stock of its own');
  const others = drafts.slice(0, place);
  if (others.some((one) => one.carrier === carrier)) {
    throw invalid(`${path}/carrier`, 'is named twice');
  }
  if (others.some((one) => one.profileType === profileType)) {
    throw invalid(`${path}/profileType`, 'is named twice');
  }
}

/** Returns the range; the same one goes on where it was. */
function rangeOf(
  { iccids }: TypeDraft,
  before: ProfileType | undefined,
  path: string,
): Pick<ProfileType, 'iccids' | 'iccidNext'> {
  if (iccids === null) return { iccids, iccidNext: null };
  const { first, last } = checkRange(iccids, `${path}/iccids`);
  const isSame = before?.iccids?.first === first && before.iccidNext !== null;
  return { iccids: { first, last }, iccidNext: isSame ? before.iccidNext : bodyOf(first) };
}
