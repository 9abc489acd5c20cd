import {
  type EsimProfile,
  type PublicLinks,
  readProfiles,
  readSessionsOf,
} from '../../connectivity/esims/index.ts';
import { readInstallations } from '../../connectivity/installations/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readChangesOf, showAuditEntry } from '../../tenancy/audit/index.ts';
import { readAnswersOf } from '../../tenancy/idempotency/index.ts';
import { type Package, readPackagesOf } from '../activations/index.ts';
import { readCustomer, readNotesOf, readTagsOf, showNote } from '../customers/index.ts';
import { summarizeUsage } from '../usage/index.ts';
import { describeCustomer } from './customer-entry.ts';

/**
 * Returns all data about one customer: its details, its purchases with their locations, its eSIMs
 * with network sessions and usage, the kept answers that name it, and its entries of the audit
 * log. Throws `customer_not_found`.
 */
export async function exportCustomer(scope: ReadScope, of: { uid: string; links: PublicLinks }) {
  const { accountId, organizationId } = scope;
  const customer = await readCustomer(scope, of.uid);
  const { links } = of;
  const customerIds = [customer.id];
  const items = await readPackagesOf(scope.db, accountId, customerIds);
  const profiles = await readProfiles(scope.db, { accountId, customerIds });
  const targets = [...customerIds, ...items.map(({ id }) => id), ...iccidsOf(profiles)];
  const changes = await readChangesOf(scope.db, organizationId, targets);
  return {
    exportedAt: scope.now.toISOString(),
    ...(await describeCustomer(scope, { customer, links, onlyActiveProfiles: false })),
    language: customer.language,
    unsubscribedAt: customer.unsubscribedAt?.toISOString() ?? null,
    notes: (await readNotesOf(scope, customer.id)).map(showNote),
    tags: (await readTagsOf(scope, customerIds)).get(customer.id) ?? [],
    purchases: items.map(showOrigin),
    ...(await readMovements({ db: scope.db, accountId }, profiles)),
    installationReports: await readReports({ db: scope.db, accountId }, profiles),
    keptAnswers: (await readAnswersOf(scope.db, accountId, customer.id)).map((kept) => ({
      idempotencyKey: kept.key,
      createdAt: kept.createdAt.toISOString(),
      body: JSON.parse(kept.body) as Record<string, unknown>,
    })),
    changes: changes.map(showAuditEntry),
  };
}

/** Returns the IP address, country and key of a purchase. */
function showOrigin({ id, userIp, userCountry, clientId }: Package) {
  return { activatedItemUid: id, userIp, userCountry, clientId };
}

function iccidsOf(profiles: readonly EsimProfile[]): string[] {
  return profiles.map(({ iccid }) => iccid);
}

/** More than an eSIM can have; a customer has few eSIMs. */
const MAX_REPORTS = 10_000;

/** Returns what apps reported about the installation of the eSIMs, and on which phones. */
async function readReports(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  profiles: readonly EsimProfile[],
) {
  const iccids = new Map(profiles.map(({ id, iccid }) => [id, iccid]));
  const profileIds = [...iccids.keys()];
  const events = await readInstallations(db, { accountId, profileIds, limit: MAX_REPORTS });
  return events.map(({ esimProfileId, outcome, platform, model, systemVersion, occurredAt }) => ({
    iccid: iccids.get(esimProfileId) ?? '',
    outcome,
    platform,
    model,
    systemVersion,
    occurredAt: occurredAt.toISOString(),
  }));
}

/** Returns the network sessions of the eSIMs and their usage by country. */
async function readMovements(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  profiles: readonly EsimProfile[],
) {
  const iccids = new Map(profiles.map(({ id, iccid }) => [id, iccid]));
  const profileIds = [...iccids.keys()];
  const sessions = await readSessionsOf(scope.db, { accountId: scope.accountId, profileIds });
  const usage = await summarizeUsage(scope.db, { accountId: scope.accountId, profileIds });
  return {
    networkSessions: sessions.map(({ profileId, openedAt, closedAt, ...place }) => ({
      iccid: iccids.get(profileId) ?? '',
      ...place,
      openedAt: openedAt.toISOString(),
      closedAt: closedAt?.toISOString() ?? null,
    })),
    usage: usage.map(({ profileId, bytes, records, firstAt, lastAt, country }) => ({
      iccid: iccids.get(profileId) ?? '',
      country,
      bytes: Number(bytes),
      records,
      firstAt: firstAt.toISOString(),
      lastAt: lastAt.toISOString(),
    })),
  };
}
