import { audit } from '../../kernel/context.ts';
import { isEmail } from '../../kernel/email.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import {
  type OrganizationRow,
  selectOrganization,
  selectOrganizationForUpdate,
  updateOrganization as storeOrganization,
} from './store.ts';

export type Organization = OrganizationRow;
export type OrganizationChange = Partial<
  Pick<Organization, 'name' | 'email' | 'locale' | 'timeZone'>
>;

/** Returns the organization of a context or an account, which exists. */
export async function readOrganization(db: Queryable, id: string): Promise<Organization> {
  return mustExist(await selectOrganization(db, id));
}

/** Changes the fields that are given. Returns the organization. Throws `invalid_request`. */
export async function updateOrganization(
  scope: Scope,
  change: OrganizationChange,
): Promise<Organization> {
  if (change.name !== undefined && !isName(change.name)) throw invalid('/name', NAME_RULE);
  if (change.email !== undefined && !isEmail(change.email)) {
    throw invalid('/email', 'must be an email address');
  }
  if (change.timeZone !== undefined) checkTimeZone(change.timeZone, '/timeZone');
  const before = mustExist(await selectOrganizationForUpdate(scope.db, scope.organizationId));

  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const after = { ...before, ...Object.fromEntries(given) };
  await storeOrganization(scope.db, after);
  audit(scope, {
    action: 'organization.updated',
    target: after.id,
    before: auditedFieldsOf(before),
    after: auditedFieldsOf(after),
  });
  return after;
}

/**
 * Returns the time zone that a query names, or else the organization's. Throws `invalid_request` at
 * `/time_zone`.
 */
export async function readTimeZone(
  { db, organizationId }: Pick<ReadScope, 'db' | 'organizationId'>,
  asked: string | undefined,
): Promise<string> {
  if (asked === undefined) return (await readOrganization(db, organizationId)).timeZone;
  checkTimeZone(asked, '/time_zone');
  return asked;
}

/** Throws `invalid_request` for what is not a time zone of the IANA database. */
export function checkTimeZone(name: string, path: string): void {
  if (!isTimeZone(name)) throw invalid(path, 'must be a time zone such as Europe/Vienna');
}

function auditedFieldsOf({ name, email, locale, timeZone }: Organization) {
  return { name, email, locale, timeZone };
}

function mustExist(organization: Organization | undefined): Organization {
  if (!organization) throw new Error('The organization of a context does not exist.');
  return organization;
}
