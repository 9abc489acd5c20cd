import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { isEmail } from '../../kernel/email.ts';
import { newId } from '../../kernel/ids.ts';
import {
  type Event,
  selectEvents as readEvents,
  readLastSequence,
} from '../../messaging/events/index.ts';
import { brandOfMails, queueMail } from '../../messaging/mail/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { type Brand, readBranding } from '../../tenancy/branding/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { type Customer, holdCustomer } from '../customers/index.ts';
import { readTravellerMails } from './choose-mails.ts';
import { contentOf } from './compose-mail.ts';
import {
  type AccountBehind,
  lockCursor,
  moveCursor,
  selectAccountsBehind,
} from './cursor-store.ts';
import { insertSent } from './sent-store.ts';
import { type Due, dueFor, kindOf, MAILED_EVENTS } from './subject-of-event.ts';
import { isReminder, MAIL_KIND, type TravellerMailChoices } from './traveller-mail.ts';

/** How many events one transaction passes. */
const BATCH_EVENTS = 200;
/** Of all kinds together; a customer may have many eSIMs. */
const MAX_PER_CUSTOMER_A_DAY = 10;

export type MailParts = {
  db: Database;
  links: PublicLinks;
  realNow: () => Date;
  /** Called for an account whose mails failed; the next round tries it again. */
  onError: (error: unknown, accountId: string) => void;
};

/**
 * Mails travellers about the events that are new since the last round, in every account that has
 * mails switched on. The mails and the place in the log that they reach are one transaction, so
 * that a mail is queued once whatever breaks off. Returns the number of events.
 */
export async function mailTravellersEverywhere(parts: MailParts): Promise<number> {
  let passed = 0;
  for (const account of await selectAccountsBehind(parts.db)) {
    passed += await mailAll(parts, account).catch((error: unknown) => {
      parts.onError(error, account.accountId);
      return 0;
    });
  }
  return passed;
}

async function mailAll(parts: MailParts, account: AccountBehind): Promise<number> {
  let passed = 0;
  for (;;) {
    const count = await parts.db.transaction((tx) => mailBatch(tx, { ...parts, ...account }));
    passed += count;
    if (count < BATCH_EVENTS) return passed;
  }
}

async function mailBatch(tx: Tx, of: MailParts & AccountBehind): Promise<number> {
  const { accountId } = of;
  const after = await lockCursor(tx, accountId);
  if (after === undefined) return 0;
  const head = await readLastSequence({ db: tx, accountId });
  const most = after + BigInt(BATCH_EVENTS);
  const until = most < head ? most : head;
  if (!of.isSuspended) await mailWindow(tx, of, { after, until });
  await moveCursor(tx, { accountId, sequence: until });
  return Number(until - after);
}

async function mailWindow(
  tx: Tx,
  { accountId, organizationId, mode, links, realNow }: MailParts & AccountBehind,
  { after, until }: { after: bigint; until: bigint },
): Promise<void> {
  const place = { db: tx, accountId };
  const window = { after, until, limit: BATCH_EVENTS };
  const events = await readEvents(place, { types: MAILED_EVENTS }, window);
  if (events.length === 0) return;
  const sender: Sender = {
    ...{ ...place, organizationId, links, isOfSandbox: mode === 'sandbox' },
    now: await readClock(tx, { accountId, realNow: realNow() }),
    choices: await readTravellerMails({ db: tx, organizationId }),
    brand: await readBranding({ db: tx, organizationId }),
    organizationName: (await readOrganization(tx, organizationId)).name,
  };
  for (const event of events) await mailAbout(sender, event);
}

type Sender = {
  db: Tx;
  accountId: string;
  organizationId: string;
  links: PublicLinks;
  isOfSandbox: boolean;
  /** The account's clock. */
  now: Date;
  choices: TravellerMailChoices;
  brand: Brand;
  organizationName: string;
};

async function mailAbout(sender: Sender, event: Event): Promise<void> {
  const kind = kindOf(event);
  if (!kind || !sender.choices[kind]) return;
  const customer = await holdCustomer(sender, String(event.body.uid));
  const { email, erasedAt, unsubscribedAt } = customer;
  if (email === null || erasedAt !== null || !isEmail(email)) return;
  if (isReminder(kind) && unsubscribedAt !== null) return;
  const due = await dueFor(sender, event);
  if (due) await queue(sender, { due, to: email, customer });
}

async function queue(
  { db, accountId, now, brand, links, ...sender }: Sender,
  { due, to, customer }: { due: Due; to: string; customer: Customer },
): Promise<void> {
  const { kind } = due.subject;
  const mail = { id: newId(), kind, about: due.about, customerId: customer.id, sentAt: now };
  const isFirst = await insertSent(db, accountId, { mail, limitPerDay: MAX_PER_CUSTOMER_A_DAY });
  if (!isFirst) return;
  const language = customer.language ?? brand.defaultLocale ?? 'en';
  const { organizationName, organizationId, isOfSandbox } = sender;
  const { publicUrl } = links;
  await queueMail(db, {
    ...{ kind: MAIL_KIND + kind, to, locale: language, organizationId, isOfSandbox },
    content: contentOf(due.subject, { language, links, customer, shopUrl: brand.shopUrl }),
    brand: brandOfMails(brand, { publicUrl, organizationName }),
    ...(isReminder(kind) && { unsubscribeUrl: links.unsubscribe(customer) }),
    onceKey: mail.id,
  });
}
