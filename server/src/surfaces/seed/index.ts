import { demonstration, loadCatalogue } from '../../commerce/catalog/index.ts';
import { offerItems } from '../../commerce/inventory/index.ts';
import { createOrganization } from '../../commerce/onboarding/index.ts';
import { addCredits } from '../../money/credits/index.ts';
import type { Database, Queryable, Tx } from '../../platform/db/database.ts';
import { createApiKey, findAccount, setOpeningCredits } from '../../tenancy/accounts/index.ts';
import { addDemoPeople, DEMO_COMPANY, DEMO_EMAILS } from './demo-people.ts';
import { seedBilling } from './seed-billing.ts';
import {
  hasOrganization,
  hasPeople,
  hasPeopleTable,
  hasTables,
  selectAccountOfKey,
} from './store.ts';

export { DEMO_PASSWORD, demoPeople } from './demo-people.ts';

/** The API key of every store in sandbox mode, so that the examples of the documentation work. */
export const DEMO_KEY = { clientId: 'demo-client', clientSecret: 'demo-secret' };
export const DEMO_ORGANIZATION = { name: DEMO_COMPANY, email: 'owner@demo.test' };
export const DEMO_CREDITS_MINOR = 100_000n;

/** Returns the ID of the inventory item that the examples sell. */
export function demoItemId(): string {
  const offer = demonstration().offers.find(({ active }) => active);
  if (!offer) throw new Error('the demonstration offers nothing');
  return offer.id;
}

/** Returns true if the demonstration was seeded in this database. */
export async function isSeeded(db: Queryable): Promise<boolean> {
  const hasKey = (await selectAccountOfKey(db, DEMO_KEY.clientId)) !== undefined;
  return hasKey && (await hasDemoPeople(db));
}

/** Returns true if the database, migrated or not, has any part of the demonstration. */
export async function hasDemonstration(db: Queryable): Promise<boolean> {
  if (!(await hasTables(db))) return false;
  return (
    (await selectAccountOfKey(db, DEMO_KEY.clientId)) !== undefined ||
    (await hasOrganization(db, DEMO_ORGANIZATION.email)) ||
    (await hasDemoPeople(db))
  );
}

async function hasDemoPeople(db: Queryable): Promise<boolean> {
  return (await hasPeopleTable(db)) && (await hasPeople(db, DEMO_EMAILS));
}

/**
 * Creates the demonstration: the catalogue, and an organization whose sandbox account has a known
 * key, credits, billing details and an inventory. Existing parts stay as they are. Returns true if
 * the organization is new. Safe to run concurrently.
 */
export async function seedDemonstration(db: Database, now: Date): Promise<boolean> {
  try {
    return await db.transaction((tx) => seed(tx, now));
  } catch (error) {
    // Of two concurrent runs, the second fails on the key that the first has committed.
    if (!(await isSeeded(db))) throw error;
    await db.transaction((tx) => seed(tx, now));
    return false;
  }
}

async function seed(tx: Tx, now: Date): Promise<boolean> {
  const found = await selectAccountOfKey(tx, DEMO_KEY.clientId);
  const accountId = found ?? (await openDemonstration(tx, now));
  const { organizationId } = await findAccount(tx, accountId);
  await addDemoPeople(tx, { organizationId, now });
  await seedBilling({ db: tx, accountId }, now);
  const { catalogue, offers } = demonstration();
  await loadCatalogue(tx, catalogue);
  await offerItems({ db: tx, accountId, now }, offers);
  return found === undefined;
}

/** Creates the key first, so that a concurrent run waits for it. */
async function openDemonstration(tx: Tx, now: Date): Promise<string> {
  const { sandboxAccountId: accountId } = await createOrganization(tx, {
    ...DEMO_ORGANIZATION,
    now,
  });
  await createApiKey({ db: tx, accountId, now }, { name: 'Demonstration', ...DEMO_KEY });
  await setOpeningCredits({ db: tx, accountId }, DEMO_CREDITS_MINOR);
  await addCredits(
    { db: tx, accountId, now },
    {
      amountMinor: DEMO_CREDITS_MINOR,
      type: 'sandbox_credit',
      description: 'Credits to try things out',
    },
  );
  return accountId;
}
