import { type Package, packageAt, readPackagesOf } from '../../commerce/activations/index.ts';
import { selectUsageOfProfiles } from '../../commerce/customer-records/index.ts';
import { type Note, readCustomer, readNotesOf } from '../../commerce/customers/index.ts';
import {
  type InstallationMail,
  readInstallationMailsOf,
} from '../../commerce/installation-mails/index.ts';
import { readDownloadNotices } from '../../commerce/stock-orders/index.ts';
import {
  type MailToTraveller,
  readMailsToTraveller,
} from '../../commerce/traveller-mails/index.ts';
import { type EsimProfile, readProfiles, readSessionsOf } from '../../connectivity/esims/index.ts';
import {
  type InstallationEvent,
  readInstallations,
} from '../../connectivity/installations/index.ts';
import { networkOf } from '../../connectivity/networks/index.ts';
import { toPrice } from '../../kernel/money.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type AuditEntry, readChangesOf } from '../../tenancy/audit/index.ts';
import { byTimeDescending, type TimelineEntry, type TimelineKind } from './timeline.ts';
import {
  type DeliveryRow,
  type EventRow,
  selectDeliveriesOf,
  selectEventsOf,
  selectTicketsOf,
  type TicketRow,
} from './timeline-store.ts';

/** What the sources of a timeline read about. */
type Subject = {
  customerId: string;
  packages: readonly Package[];
  profiles: readonly EsimProfile[];
  iccids: readonly string[];
};

/**
 * Returns everything that happened to a customer, the newest first, of all or of some kinds; of
 * each kind at most the newest 1,000. Throws `customer_not_found`.
 */
export async function readTimeline(
  scope: ReadScope,
  { uid, kinds }: { uid: string; kinds: ReadonlySet<TimelineKind> },
): Promise<TimelineEntry[]> {
  const { id: customerId } = await readCustomer(scope, uid);
  const { db, accountId } = scope;
  const packages = await readPackagesOf(db, accountId, [customerId]);
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  const iccids = profiles.map(({ iccid }) => iccid);
  const subject = { customerId, packages, profiles, iccids };
  const changes = await readChanges(scope, subject);
  const entries = [
    ...packages.flatMap((item) => ofPackage(packageAt(item, scope.now), changes)),
    ...changes.filter(({ action }) => !SHOWN_ELSEWHERE.has(action)).map(ofChange),
    ...(await readStored(scope, subject, kinds)),
  ];
  return entries.filter(({ kind }) => kinds.has(kind)).sort(byTimeDescending);
}

/** Reads only the tables of the kinds that are wanted. */
async function readStored(
  scope: ReadScope,
  subject: Subject,
  kinds: ReadonlySet<TimelineKind>,
): Promise<TimelineEntry[]> {
  const { customerId, packages, iccids } = subject;
  const isWanted = (...wanted: TimelineKind[]) => wanted.some((kind) => kinds.has(kind));
  const entries: TimelineEntry[] = [];
  if (isWanted('alert', 'installation', 'replacement')) {
    entries.push(...(await selectEventsOf(scope, { customerId, iccids })).map(ofEvent));
  }
  if (isWanted('installation')) {
    entries.push(...(await readReports(scope, subject)), ...(await readNotices(scope, subject)));
  }
  if (isWanted('network')) entries.push(...(await readNetworks(scope, subject)));
  if (isWanted('usage')) entries.push(...(await readUsage(scope, subject)));
  if (isWanted('webhook')) {
    const found = await selectDeliveriesOf(scope, [customerId, ...iccids]);
    entries.push(...found.map(ofDelivery));
  }
  if (isWanted('mail')) {
    entries.push(...(await readInstallationMailsOf(scope, customerId)).map(ofMail));
    entries.push(...(await readMailsToTraveller(scope, customerId)).map(ofAutomaticMail));
  }
  if (isWanted('ticket')) {
    const packageIds = packages.map(({ id }) => id);
    entries.push(...(await selectTicketsOf(scope, { packageIds, iccids })).map(ofTicket));
  }
  if (isWanted('note')) entries.push(...(await readNotesOf(scope, customerId)).map(ofNote));
  return entries;
}

function readChanges(scope: ReadScope, { customerId, packages, iccids }: Subject) {
  const targets = [customerId, ...packages.map(({ id }) => id), ...iccids];
  return readChangesOf(scope.db, scope.organizationId, targets);
}

/** Changes that the timeline shows as entries of their own kind. */
const SHOWN_ELSEWHERE = new Set([
  'package.sold',
  'package.activated',
  'package.refunded',
  'esim.installation_sent',
  'customer_note.created',
]);

function ofPackage(item: Package, changes: readonly AuditEntry[]): TimelineEntry[] {
  const actorOf = (action: string) => {
    const change = changes.find((one) => one.action === action && one.target === item.id);
    return change ? toActor(change) : null;
  };
  const { id, name, state, status, salesChannel, metatag, activatedAt, refundedAt } = item;
  const amount = toPrice(item.purchasePriceMinor);
  const entries: TimelineEntry[] = [
    {
      at: item.soldAt,
      kind: 'purchase',
      id,
      actor: actorOf('package.sold'),
      data: { name, state, status, channel: salesChannel, metatag, purchasePrice: amount },
    },
  ];
  if (activatedAt) {
    const expiresAt = item.expiresAt?.toISOString() ?? null;
    const actor = actorOf('package.activated');
    entries.push({ at: activatedAt, kind: 'activation', id, actor, data: { name, expiresAt } });
  }
  if (refundedAt) {
    const actor = actorOf('package.refunded');
    entries.push({ at: refundedAt, kind: 'refund', id, actor, data: { name, amount } });
  }
  return entries;
}

function toActor({ actorKind, actorId, actorName }: AuditEntry) {
  return { kind: actorKind, id: actorId, name: actorName };
}

function ofChange(change: AuditEntry): TimelineEntry {
  const { at, accountAt, id, action, target, before, after } = change;
  return {
    at: accountAt ?? at,
    kind: 'change',
    id,
    actor: toActor(change),
    data: { action, target, before, after },
  };
}

const EVENT_KINDS: Record<string, TimelineKind> = {
  'esim.status_changed': 'installation',
  'esim.replaced': 'replacement',
};

function ofEvent({ id, type, body, createdAt }: EventRow): TimelineEntry {
  const kind = EVENT_KINDS[type] ?? 'alert';
  return { at: createdAt, kind, id, actor: null, data: { type, ...body } };
}

/** The newest reports that are read. */
const MAX_REPORTS = 1_000;

async function readReports(
  { db, accountId }: ReadScope,
  { profiles }: Subject,
): Promise<TimelineEntry[]> {
  const iccids = new Map(profiles.map(({ id, iccid }) => [id, iccid]));
  const profileIds = [...iccids.keys()];
  const events = await readInstallations(db, { accountId, profileIds, limit: MAX_REPORTS });
  return events.map((event) => ofReport(event, iccids.get(event.esimProfileId) ?? null));
}

function ofReport(event: InstallationEvent, iccid: string | null): TimelineEntry {
  const { id, occurredAt, receivedAt, esimProfileId: _, ...reported } = event;
  const data = { type: 'installation.reported', iccid, ...reported };
  return {
    at: occurredAt,
    kind: 'installation',
    id,
    actor: null,
    data: { ...data, receivedAt: receivedAt.toISOString() },
  };
}

/** Returns what an SM-DP+ reported about downloads. */
async function readNotices({ db }: ReadScope, { iccids }: Subject): Promise<TimelineEntry[]> {
  const notices = await readDownloadNotices(db, { iccids, limit: MAX_REPORTS });
  return notices.map(({ id, iccid, point, status, detail, shows, occurredAt, receivedAt }) => ({
    at: occurredAt,
    kind: 'installation',
    id,
    actor: null,
    data: {
      ...{ type: 'download.reported', iccid, point, status, detail, shows },
      receivedAt: receivedAt.toISOString(),
    },
  }));
}

async function readNetworks(scope: ReadScope, { profiles }: Subject): Promise<TimelineEntry[]> {
  const iccids = new Map(profiles.map(({ id, iccid }) => [id, iccid]));
  const profileIds = [...iccids.keys()];
  const sessions = await readSessionsOf(scope.db, { accountId: scope.accountId, profileIds });
  return sessions.map(({ profileId, country, mcc, mnc, openedAt, closedAt }) => ({
    at: openedAt,
    kind: 'network' as const,
    id: profileId,
    actor: null,
    data: {
      iccid: iccids.get(profileId) ?? null,
      country,
      network: mcc !== null && mnc !== null ? (networkOf(mcc, mnc)?.name ?? null) : null,
      closedAt: closedAt?.toISOString() ?? null,
    },
  }));
}

async function readUsage(scope: ReadScope, { profiles }: Subject): Promise<TimelineEntry[]> {
  const profileIds = profiles.map(({ id }) => id);
  const days = { from: undefined, before: undefined };
  const usage = await selectUsageOfProfiles(scope, { profileIds, ...days });
  return usage.map(({ day, country, bytes, uncoveredBytes }) => ({
    at: new Date(`${day}T23:59:59.999Z`),
    kind: 'usage' as const,
    id: `${day} ${country}`,
    actor: null,
    data: { day, country, bytes: Number(bytes), uncoveredBytes: Number(uncoveredBytes) },
  }));
}

function ofDelivery({ id, createdAt, ...data }: DeliveryRow): TimelineEntry {
  return { at: createdAt, kind: 'webhook', id, actor: null, data };
}

function ofMail(mail: InstallationMail): TimelineEntry {
  const { id, sentAt, iccid, toCustomer, locale, senderKind, senderId } = mail;
  const actor = { kind: senderKind, id: senderId, name: null };
  const data = { subject: 'installation', iccid, toCustomer, language: locale };
  return { at: sentAt, kind: 'mail', id, actor, data };
}

function ofAutomaticMail({ id, kind, sentAt }: MailToTraveller): TimelineEntry {
  return { at: sentAt, kind: 'mail', id, actor: null, data: { subject: kind, toCustomer: true } };
}

function ofTicket({ id, number, subject, status, createdAt }: TicketRow): TimelineEntry {
  const data = { number: Number(number), subject, status };
  return { at: createdAt, kind: 'ticket', id, actor: null, data };
}

function ofNote({ id, text, createdAt, authorKind, authorId, authorName }: Note): TimelineEntry {
  const actor = { kind: authorKind, id: authorId, name: authorName };
  return { at: createdAt, kind: 'note', id, actor, data: { text } };
}
