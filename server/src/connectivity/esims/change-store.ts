import { sql, type Tx } from '../../platform/db/database.ts';
import type { EsimProfile, EsimState } from './esim-profile.ts';
import { PROFILE_COLUMNS } from './read-store.ts';

export function selectProfileForUpdate(tx: Tx, accountId: string, id: string) {
  return tx.row<EsimProfile>(sql`
    select ${PROFILE_COLUMNS}
    from esim_profiles
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

export type StateChange = {
  id: string;
  state: EsimState;
  eid: string | undefined;
  isInstall: boolean;
};

/** For a locked profile. An installation is counted, and the first one activates the profile. */
export async function updateProfileState(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  { id, state, eid, isInstall }: StateChange,
): Promise<EsimProfile> {
  const changed = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set state = ${state},
      eid = coalesce(${eid ?? null}, eid),
      install_count = install_count + ${isInstall}::boolean::int,
      activated_at = coalesce(
        activated_at, case when ${isInstall}::boolean then ${now}::timestamptz end
      )
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  if (!changed) throw new Error(`profile ${id} is not locked`);
  return changed;
}

/** Suspends a locked profile from a moment on, or resumes it. */
export async function updateProfileSuspension(
  tx: Tx,
  accountId: string,
  { id, at }: { id: string; at: Date | null },
): Promise<EsimProfile> {
  const changed = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set suspended_at = ${at}
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  if (!changed) throw new Error(`profile ${id} is not locked`);
  return changed;
}

/** Counts how many profiles stood in the place of this one before. */
export async function updateReplacements(
  tx: Tx,
  accountId: string,
  { id, replacements }: { id: string; replacements: number },
): Promise<void> {
  await tx.run(sql`
    update esim_profiles
    set replacements = ${replacements}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** For a locked profile: it is over, and `by` takes its place. */
export async function updateReplaced(
  tx: Tx,
  { accountId, now }: { accountId: string; now: Date },
  { id, by }: { id: string; by: string },
): Promise<EsimProfile> {
  const replaced = await tx.row<EsimProfile>(sql`
    update esim_profiles
    set replaced_by = ${by}, retired_at = ${now}
    where account_id = ${accountId}
      and id = ${id}
    returning ${PROFILE_COLUMNS}`);
  if (!replaced) throw new Error(`profile ${id} is not locked`);
  return replaced;
}
