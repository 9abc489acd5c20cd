import type { AccountMode } from '../../kernel/context.ts';
import { isEmail } from '../../kernel/email.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import { openEventLog } from '../../messaging/events/index.ts';
import { openLedger } from '../../money/credits/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { openAccount } from '../../tenancy/accounts/index.ts';
import { insertOrganization } from '../../tenancy/organizations/index.ts';
import { type OfferChoice, offerCatalogue, openInventory } from '../inventory/index.ts';

export type NewOrganization = {
  organizationId: string;
  liveAccountId: string;
  sandboxAccountId: string;
};

export type OrganizationDraft = {
  name: string;
  email: string;
  now: Date;
  /** The language of mails to the organization; English by default. */
  locale?: Locale;
  /** The zone of the company's days; `UTC` by default. */
  timeZone?: string;
  /** Whether it is the operator's own organization, of which there is one at most. */
  isPlatform?: boolean;
  /** The plans that both accounts offer at suggested prices from the first day; none by default. */
  offers?: OfferChoice;
};

/**
 * Creates a reseller's organization with a live and a sandbox account, each with a ledger, an event
 * log and an inventory. Throws `invalid_request`.
 */
export async function createOrganization(
  tx: Tx,
  organization: OrganizationDraft,
): Promise<NewOrganization> {
  const { name, email, now, locale = 'en', timeZone = 'UTC' } = organization;
  const { isPlatform = false } = organization;
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  if (!isEmail(email)) throw invalid('/email', 'must be an email address');

  const organizationId = newId();
  const row = { id: organizationId, name, email, locale, timeZone, isPlatform };
  await insertOrganization(tx, { ...row, createdAt: now });
  const { offers = 'nothing' } = organization;
  const open = (mode: AccountMode) => openWithBooks(tx, { organizationId, mode, now, offers });
  return {
    organizationId,
    liveAccountId: await open('live'),
    sandboxAccountId: await open('sandbox'),
  };
}

async function openWithBooks(
  tx: Tx,
  account: { organizationId: string; mode: AccountMode; now: Date; offers: OfferChoice },
): Promise<string> {
  const accountId = await openAccount(tx, account);
  await openLedger(tx, accountId);
  await openEventLog({ db: tx, accountId });
  await openInventory({ db: tx, accountId });
  await offerCatalogue({ db: tx, accountId, now: account.now }, account.offers);
  return accountId;
}
