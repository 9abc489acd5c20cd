import type { AccountMode } from '../../kernel/context.ts';
import { isUuid, type OfAccount } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { AppState, SdkApp } from './app.ts';

const columns = sql`
  account_id as "accountId", id, platform, name, identifier, team_id as "teamId", certificates,
  state, rejection_reason as "rejectionReason", activates_items as "activatesItems",
  requires_attestation as "requiresAttestation", requested_at as "requestedAt",
  decided_at as "decidedAt"`;

/** Returns false if the account has an app with this identifier. */
export async function insertApp(tx: Tx, app: SdkApp): Promise<boolean> {
  const inserted = await tx.run(sql`
    insert into sdk_apps (account_id, id, platform, name, identifier, team_id, certificates,
      activates_items, requested_at)
    values (${app.accountId}, ${app.id}, ${app.platform}, ${app.name}, ${app.identifier},
      ${app.teamId}, ${[...app.certificates]}::text[], ${app.activatesItems},
      ${app.requestedAt})
    on conflict (account_id, platform, identifier) where removed_at is null do nothing`);
  return inserted === 1;
}

/** Returns the apps of an account, the oldest first. */
export function selectApps(db: Queryable, accountId: string): Promise<SdkApp[]> {
  return db.rows<SdkApp>(sql`
    select ${columns}
    from sdk_apps
    where account_id = ${accountId}
      and removed_at is null
    order by id`);
}

/** Returns an app of an account and locks it until the transaction ends. */
export async function selectAppForUpdate(
  tx: Tx,
  { accountId, id }: OfAccount,
): Promise<SdkApp | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<SdkApp>(sql`
    select ${columns}
    from sdk_apps
    where account_id = ${accountId}
      and id = ${id}
      and removed_at is null
    for no key update`);
}

/** Replaces what can change of a locked app. */
export async function updateApp(tx: Tx, app: SdkApp): Promise<void> {
  await tx.run(sql`
    update sdk_apps
    set name = ${app.name}, team_id = ${app.teamId},
      certificates = ${[...app.certificates]}::text[], state = ${app.state},
      rejection_reason = ${app.rejectionReason}, activates_items = ${app.activatesItems},
      requires_attestation = ${app.requiresAttestation}, requested_at = ${app.requestedAt},
      decided_at = ${app.decidedAt}
    where account_id = ${app.accountId}
      and id = ${app.id}`);
}

export async function updateRemoved(
  tx: Tx,
  { accountId, id, at }: OfAccount & { at: Date },
): Promise<void> {
  await tx.run(sql`
    update sdk_apps
    set removed_at = ${at}
    where account_id = ${accountId}
      and id = ${id}`);
}

/** The apps that an association file vouches for; all accounts' unless some are named. */
export function selectApprovedApps(
  db: Queryable,
  accountIds: readonly string[] | undefined,
): Promise<SdkApp[]> {
  return db.rows<SdkApp>(sql`
    select ${columns}
    from sdk_apps
    where state = 'approved'
      and removed_at is null
      and (${accountIds ? [...accountIds] : null}::uuid[] is null
        or account_id = any(${accountIds ? [...accountIds] : null}::uuid[]))
    order by id`);
}

/** An app as the platform sees it. */
export type ListedApp = SdkApp & {
  mode: AccountMode;
  organizationId: string;
  organizationName: string;
};

const listed = sql`
  select a.mode, o.id as "organizationId", o.name as "organizationName",
    app.account_id as "accountId", app.id, app.platform, app.name, app.identifier,
    app.team_id as "teamId", app.certificates, app.state, app.rejection_reason as "rejectionReason",
    app.activates_items as "activatesItems", app.requires_attestation as "requiresAttestation",
    app.requested_at as "requestedAt", app.decided_at as "decidedAt"
  from sdk_apps as app
  join accounts as a on a.id = app.account_id
  join organizations as o on o.id = a.organization_id`;

export type AppsQuery = {
  state: AppState | undefined;
  mode: AccountMode | undefined;
  before: string | undefined;
  limit: number;
};

/** Returns the apps of all accounts, the newest first. */
export function selectAllApps(db: Queryable, asked: AppsQuery): Promise<ListedApp[]> {
  return db.rows<ListedApp>(sql`
    ${listed}
    where app.removed_at is null
      and (${asked.state ?? null}::text is null or app.state = ${asked.state ?? null})
      and (${asked.mode ?? null}::text is null or a.mode = ${asked.mode ?? null})
      and (${asked.before ?? null}::uuid is null or app.id < ${asked.before ?? null}::uuid)
    order by app.id desc
    limit ${asked.limit}`);
}

/** Returns the apps of live accounts that have waited for a decision since a moment or later. */
export function selectWaitingApps(db: Queryable, since: Date): Promise<ListedApp[]> {
  return db.rows<ListedApp>(sql`
    ${listed}
    where app.removed_at is null
      and app.requested_at >= ${since}
      and app.state = 'requested'
      and a.mode = 'live'
    order by app.requested_at, app.id`);
}

/** Returns an app of any account. */
export async function selectAnyApp(db: Queryable, id: string): Promise<ListedApp | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<ListedApp>(sql`
    ${listed}
    where app.id = ${id}
      and app.removed_at is null`);
}

/** Returns an app that `selectAnyApp` found, and locks it until the transaction ends. */
export function lockAnyApp(
  tx: Tx,
  { accountId, id }: Pick<ListedApp, 'accountId' | 'id'>,
): Promise<ListedApp | undefined> {
  return tx.row<ListedApp>(sql`
    ${listed}
    where app.account_id = ${accountId}
      and app.id = ${id}
      and app.removed_at is null
    for no key update of app`);
}
