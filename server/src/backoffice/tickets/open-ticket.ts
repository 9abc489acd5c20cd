import { readPackage } from '../../commerce/activations/index.ts';
import { findProfile } from '../../connectivity/esims/index.ts';
import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { authorOf, checkText } from './author.ts';
import { mailOperators } from './mails.ts';
import { insertMessage } from './message-store.ts';
import type { Thread, TicketPriority } from './ticket.ts';
import { insertTicket } from './ticket-store.ts';

export type OpenTicket = {
  subject: string;
  text: string;
  activatedItemUid?: string;
  iccid?: string;
  /** The language of the replies; undefined for the organization's. */
  locale: Locale | undefined;
  priority?: TicketPriority | undefined;
};

/**
 * Creates a ticket, about a package or an eSIM if they are named. Throws `invalid_request`,
 * `activated_item_not_found`, `esim_profile_not_found`.
 */
export async function openTicket(
  scope: Scope,
  { subject, text, activatedItemUid, iccid, locale, priority = 'normal' }: OpenTicket,
): Promise<Thread> {
  if (!isName(subject)) throw invalid('/subject', NAME_RULE);
  checkText(text);
  const { accountId, now } = scope;
  const item = activatedItemUid && (await readPackage(scope, activatedItemUid));
  const profile = iccid && (await findProfile(scope.db, { accountId, iccid }));
  const organization = await readOrganization(scope.db, scope.organizationId);

  const ticket = await insertTicket(scope.db, {
    accountId,
    id: newId(),
    subject: subject.trim(),
    status: 'open',
    activatedItemId: item ? item.id : null,
    iccid: profile ? profile.iccid : null,
    authorPersonId: scope.actor.kind === 'person' ? scope.actor.personId : null,
    authorLocale: locale ?? organization.locale,
    priority,
    assigneePersonId: null,
    assigneeName: null,
    memberPersonId: null,
    memberName: null,
    firstAnsweredAt: null,
    createdAt: now,
    updatedAt: now,
  });
  if (!ticket) throw new Error('the ticket was not made');
  const author = authorOf(scope);
  const message = { id: newId(), side: 'reseller', author, body: text, createdAt: now } as const;
  await insertMessage(scope.db, ticket, message);
  await mailOperators(scope.db, { ticket, message });
  audit(scope, {
    action: 'ticket.opened',
    target: ticket.id,
    before: null,
    after: { subject: ticket.subject, activatedItemUid: ticket.activatedItemId },
  });
  return { ticket, messages: [message], attachments: [] };
}
