import { Refusal } from '../../kernel/refusal.ts';
import { queueMail } from '../../messaging/mail/index.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { VisitScope } from '../../platform/http/visitors.ts';
import { recordChanges } from '../../tenancy/audit/index.ts';
import {
  type ChangeAddress,
  confirmAddress,
  readOrganization,
  requestAddress,
  selectAddress,
  setAddress,
} from '../../tenancy/organizations/index.ts';
import {
  type Attempts,
  hashOfLink,
  isProvedAddress,
  linkNotFound,
  newLinkToken,
} from '../people/index.ts';
import type { People } from '../sessions/index.ts';
import { form, guessing, registerFormPage } from '../sign-in/index.ts';
import { ADDRESS_LINK_MAILS, ADDRESS_MAILS } from './mails.ts';

/** Whoever follows a link need not be known. */
const LINK = { kind: 'platform', name: 'Confirmation link' } as const;
const PAGE = '/auth/confirm-address';

type Parts = { attempts: Attempts; publicUrl: string };
type Had = Awaited<ReturnType<typeof readOrganization>>;

/**
 * Returns what changes the address of an organization: at once to one that a member has proved,
 * otherwise once the link that is mailed to it is followed. Throws `rate_limited` after too many
 * such mails.
 */
export function createAddressChanges({ attempts, publicUrl }: Parts): ChangeAddress {
  return async (scope, organization, email) => {
    const { id: organizationId, name, locale } = organization;
    const by = scope.actor.name ?? '';
    if (await isProvedAddress(scope.db, { organizationId, address: email })) {
      await setAddress(scope, organization, email);
      await notifyFormerAddress(attempts, scope.db, { before: organization, by });
      return;
    }
    await attempts.beginMailOf(scope.db, { organizationId, email });
    const { token, tokenHash } = newLinkToken();
    await requestAddress(scope, { organization, email, tokenHash, requestedBy: by });
    const url = `${publicUrl}${PAGE}?token=${token}`;
    const content = ADDRESS_LINK_MAILS[locale]({ organization: name, by, url });
    const kind = 'organization-email-link';
    await queueMail(scope.db, { kind, to: email, locale, content, organizationId });
  };
}

/** Returns what sets the address of a reseller at once, for the platform, and tells the former. */
export function createAddressSetting(attempts: Attempts): ChangeAddress {
  return async (scope, organization, email) => {
    await setAddress(scope, organization, email);
    const by = scope.actor.name ?? '';
    await notifyFormerAddress(attempts, scope.db, { before: organization, by });
  };
}

/** Declares the page behind the link. */
export function registerAddressPage(app: App, { people }: { people: People }): void {
  registerFormPage(app, people, {
    path: PAGE,
    isPlain: true,
    async show({ confirmAddress: words }, token) {
      const { organizationId, email } = await readAddress(people.db, token);
      const { name } = await readOrganization(people.db, organizationId);
      const text = words.text(email, name);
      return { title: words.title, content: form({ ...words, text, token, fields: '' }) };
    },
    submit: (visitor, { token = '' }) => confirmByLink(visitor, people, token),
    done: ({ confirmAddress: words }) => words.done,
  });
}

async function confirmByLink(visitor: VisitScope, people: People, token: string): Promise<void> {
  const { attempts } = people;
  await guessing(visitor, people, () => readAddress(visitor.db, token));
  await visitor.commit(async ({ db, visit }) => {
    const confirmed = await confirmAddress(db, hashOfLink(token));
    if (!confirmed) throw linkNotFound();
    const { organizationId, email, before, requestedBy } = confirmed;
    const { requestId, remoteAddress } = visit;
    const author = { organizationId, accountId: null, actor: LINK, requestId, remoteAddress };
    await recordChanges({ ...author, db }, [
      {
        action: 'organization.email_confirmed',
        target: organizationId,
        before: { email: before.email },
        after: { email },
      },
    ]);
    await notifyFormerAddress(attempts, db, { before, by: requestedBy });
  });
}

/** Returns the address that a link confirms. Throws `link_not_found`. */
async function readAddress(db: Queryable, token: string) {
  const address = await selectAddress(db, hashOfLink(token));
  return address ?? Promise.reject(linkNotFound());
}

/**
 * Mails the address that an organization had that it has another one. It counts as a mail to a
 * stranger, since nobody may have proved it: when there were enough, none is sent.
 */
async function notifyFormerAddress(
  attempts: Attempts,
  tx: Tx,
  { before, by }: { before: Had; by: string },
): Promise<void> {
  const { id: organizationId, name, email, locale } = before;
  if (!(await mayMail(attempts, tx, { organizationId, email }))) return;
  const content = ADDRESS_MAILS[locale]({ organization: name, by });
  await queueMail(tx, { kind: 'organization-email', to: email, locale, content, organizationId });
}

async function mayMail(
  attempts: Attempts,
  tx: Tx,
  who: { organizationId: string; email: string },
): Promise<boolean> {
  try {
    await attempts.beginMailOf(tx, who);
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === 'rate_limited') return false;
    throw error;
  }
}
