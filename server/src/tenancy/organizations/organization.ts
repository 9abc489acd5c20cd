import { audit } from '../../kernel/context.ts';
import { isEmail } from '../../kernel/email.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import {
  consumeAddress,
  deleteAddress,
  type NewAddress,
  selectAddress,
  upsertAddress,
} from './address-store.ts';
import {
  type OrganizationRow,
  selectOrganization,
  selectOrganizationForUpdate,
  updateOrganization as storeOrganization,
} from './store.ts';

type AddressRow = Parameters<typeof upsertAddress>[1];

export type Organization = OrganizationRow;
export type OrganizationChange = Partial<
  Pick<Organization, 'name' | 'email' | 'locale' | 'timeZone'>
>;
/** Changes the address of a company, or mails a link to the new one that does. */
export type ChangeAddress = (scope: Scope, of: Organization, email: string) => Promise<void>;

/** Returns the organization of a context or an account, which exists. */
export async function readOrganization(db: Queryable, id: string): Promise<Organization> {
  return mustExist(await selectOrganization(db, id));
}

/**
 * Changes the fields that are given. Returns the organization. A new email address goes to
 * `changeAddress`; the address that it has ends a change that waits. Throws `invalid_request`.
 */
export async function updateOrganization(
  scope: Scope,
  { email, ...change }: OrganizationChange,
  changeAddress: ChangeAddress,
): Promise<Organization> {
  if (change.name !== undefined && !isName(change.name)) throw invalid('/name', NAME_RULE);
  if (email !== undefined && !isEmail(email)) throw invalid('/email', 'must be an email address');
  if (change.timeZone !== undefined) checkTimeZone(change.timeZone, '/timeZone');
  const before = mustExist(await selectOrganizationForUpdate(scope.db, scope.organizationId));

  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const after = { ...before, ...Object.fromEntries(given) };
  if (given.length > 0) {
    await storeOrganization(scope.db, after);
    audit(scope, {
      action: 'organization.updated',
      target: after.id,
      before: auditedFieldsOf(before),
      after: auditedFieldsOf(after),
    });
  }
  if (email === undefined) return after;
  await deleteAddress(scope.db, after.id);
  if (email !== before.email) await changeAddress(scope, after, email);
  return readOrganization(scope.db, after.id);
}

/** Changes the address of a company at once. Throws nothing: the caller has checked it. */
export async function setAddress(
  scope: Scope,
  organization: Organization,
  email: string,
): Promise<void> {
  await storeOrganization(scope.db, { ...organization, email });
  audit(scope, {
    action: 'organization.updated',
    target: organization.id,
    before: auditedFieldsOf(organization),
    after: auditedFieldsOf({ ...organization, email }),
  });
}

/** Keeps a new address until its link is followed, and says so in the audit log. */
export async function requestAddress(
  scope: Scope,
  { organization, ...address }: Omit<AddressRow, 'organizationId'> & { organization: Organization },
): Promise<void> {
  await upsertAddress(scope.db, { ...address, organizationId: organization.id });
  audit(scope, {
    action: 'organization.email_requested',
    target: organization.id,
    before: { email: organization.email },
    after: { email: address.email },
  });
}

/**
 * Gives a company the address whose link was followed. Returns the address, with the company as it
 * was; undefined if the link was used, is too old, or was never sent.
 */
export async function confirmAddress(
  tx: Tx,
  tokenHash: Buffer,
): Promise<(NewAddress & { before: Organization }) | undefined> {
  const address = await selectAddress(tx, tokenHash);
  if (!address) return undefined;
  // The company first, as a change locks it.
  const before = mustExist(await selectOrganizationForUpdate(tx, address.organizationId));
  if (!(await consumeAddress(tx, tokenHash))) return undefined;
  await storeOrganization(tx, { ...before, email: address.email });
  return { ...address, before };
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
