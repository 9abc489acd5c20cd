import { isEmail } from '../../kernel/email.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import {
  type OrganizationRow,
  selectOrganization,
  selectOrganizationForUpdate,
  updateOrganization as storeOrganization,
} from './store.ts';

export type Organization = OrganizationRow;
export type OrganizationChange = Partial<Pick<Organization, 'name' | 'email' | 'locale'>>;

/** The organization of this id, which must be there: a context's, an account's. */
export async function readOrganization(db: Queryable, id: string): Promise<Organization> {
  return mustBe(await selectOrganization(db, id));
}

/** Changes what is given; gives the organization before and after. Refuses `invalid_request`. */
export async function updateOrganization(
  tx: Tx,
  id: string,
  change: OrganizationChange,
): Promise<{ before: Organization; after: Organization }> {
  if (change.name !== undefined && !isName(change.name)) throw invalid('/name', NAME_RULE);
  if (change.email !== undefined && !isEmail(change.email)) {
    throw invalid('/email', 'must be an e-mail address');
  }
  const before = mustBe(await selectOrganizationForUpdate(tx, id));

  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const after = { ...before, ...Object.fromEntries(given) };
  await storeOrganization(tx, after);
  return { before, after };
}

function mustBe(organization: Organization | undefined): Organization {
  if (!organization) throw new Error('an organization that is referred to is not there');
  return organization;
}
