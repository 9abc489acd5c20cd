import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type NewView = {
  id: string;
  organizationId: string;
  personId: string;
  reason: string;
  startedAt: Date;
  endsAt: Date;
};

export async function insertView(tx: Tx, view: NewView): Promise<void> {
  await tx.run(sql`
    insert into portal_views (id, organization_id, person_id, reason, started_at, ends_at)
    values (${view.id}, ${view.organizationId}, ${view.personId}, ${view.reason},
      ${view.startedAt}, ${view.endsAt})`);
}

/** Ends the views of a person that are on; returns how many. */
export function endViews(
  tx: Tx,
  { organizationId, personId, now }: { organizationId: string; personId: string; now: Date },
): Promise<number> {
  return tx.run(sql`
    update portal_views
    set ends_at = greatest(${now}, started_at)
    where organization_id = ${organizationId}
      and person_id = ${personId}
      and ends_at > ${now}`);
}

/** What a view shows instead of the organization of its person. */
export type ViewRow = {
  viewId: string;
  viewEndsAt: Date;
  organizationId: string;
  organizationName: string;
  timeZone: string;
  liveId: string;
  liveSuspendedAt: Date | null;
  liveRequiresUserLocation: boolean;
  liveRefundLimit: number;
  sandboxId: string;
  sandboxSuspendedAt: Date | null;
  sandboxOffsetMs: bigint;
  sandboxRequiresUserLocation: boolean;
  sandboxRefundLimit: number;
};

/** Returns a view of this person that is on. */
export async function selectView(
  db: Queryable,
  { id, personId, now }: { id: string; personId: string; now: Date },
): Promise<ViewRow | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<ViewRow>(sql`
    select view.id as "viewId", view.ends_at as "viewEndsAt",
      organizations.id as "organizationId", organizations.name as "organizationName",
      organizations.time_zone as "timeZone",
      live.suspended_at as "liveSuspendedAt", sandbox.suspended_at as "sandboxSuspendedAt",
      live.id as "liveId", live.requires_user_location as "liveRequiresUserLocation",
      live.refund_limit_per_month as "liveRefundLimit",
      sandbox.id as "sandboxId", sandbox.clock_offset_ms as "sandboxOffsetMs",
      sandbox.requires_user_location as "sandboxRequiresUserLocation",
      sandbox.refund_limit_per_month as "sandboxRefundLimit"
    from portal_views as view
    join organizations on organizations.id = view.organization_id
    join accounts as live on live.organization_id = organizations.id and live.mode = 'live'
    join accounts as sandbox
      on sandbox.organization_id = organizations.id and sandbox.mode = 'sandbox'
    where view.id = ${id}
      and view.person_id = ${personId}
      and view.ends_at > ${now}`);
}

/** A view that is on, as the reseller sees it. */
export type RunningView = { name: string; reason: string; startedAt: Date; endsAt: Date };

export function selectRunningViews(
  db: Queryable,
  { organizationId, now }: { organizationId: string; now: Date },
): Promise<RunningView[]> {
  return db.rows<RunningView>(sql`
    select people.name, view.reason, view.started_at as "startedAt", view.ends_at as "endsAt"
    from portal_views as view
    join people on people.id = view.person_id
    where view.organization_id = ${organizationId}
      and view.ends_at > ${now}
    order by view.started_at`);
}
