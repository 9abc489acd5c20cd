import { readCustomers, unsubscribeCustomer } from '../../commerce/customers/index.ts';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { html } from '../../kernel/html.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { NO_BRAND, readBrandAndTime } from '../../tenancy/branding/index.ts';
import { languageOf } from './language.ts';
import { type Page, sendMissingPage, sendTravellerPage, supportOf, tokenOf } from './page.ts';
import { WORDS } from './words/index.ts';

type Parts = {
  db: Queryable;
  links: PublicLinks;
  limit: (request: Request) => Promise<void>;
  isShownHere: (request: Request, accountId: string) => Promise<boolean>;
};

/**
 * Where reminders end: a page that asks, since scanners of mails open every link, and the one
 * click that mail programs make by themselves (RFC 8058).
 */
export function registerUnsubscribeRoutes(app: App, parts: Parts): void {
  const config = { public: true } as const;
  app.get('/mails/:token', { config }, (request, reply) => ask(parts, request, reply));
  app.post('/mails/:token', { config: { ...config, takesForm: true } }, (request, reply) =>
    unsubscribe(parts, request, reply),
  );
}

async function ask(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limit(request);
  const found = await readerOf(parts, request);
  if (!found) return sendMissingPage(reply, languageOf(request));
  const { title, text, button, done } = WORDS[found.language].unsubscribe;
  if (found.isUnsubscribed) return sendTravellerPage(reply, lonely(found, done));
  const form = html`<form method="post"><button class="btn pri cta">${button}</button></form>`;
  return sendTravellerPage(reply, lonely(found, { title, text }, form));
}

async function unsubscribe(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limit(request);
  const found = await readerOf(parts, request);
  if (!found) return sendMissingPage(reply, languageOf(request));
  await unsubscribeCustomer(parts.db, found.subject);
  return sendTravellerPage(reply, lonely(found, WORDS[found.language].unsubscribe.done));
}

type Reader = NonNullable<Awaited<ReturnType<typeof readerOf>>>;

async function readerOf({ db, links, isShownHere }: Parts, request: Request) {
  const subject = links.readUnsubscribe(tokenOf(request));
  if (!subject || !(await isShownHere(request, subject.accountId))) return undefined;
  const { accountId, id } = subject;
  const customer = (await readCustomers(db, { accountId, customerIds: [id] })).get(id);
  if (!customer || customer.erasedAt) return undefined;
  const { brand = NO_BRAND } = (await readBrandAndTime(db, accountId)) ?? {};
  const language = languageOf(request, customer.language ?? brand.defaultLocale);
  return { subject, brand, language, isUnsubscribed: customer.unsubscribedAt !== null };
}

function lonely(
  { language, brand }: Reader,
  { title, text }: { title: string; text: string },
  form?: ReturnType<typeof html>,
): Page {
  const content = html`<div class="lonely"><h1>${title}</h1><p class="lead">${text}</p>${form}
${supportOf({ language, brand })}</div>`;
  return { language, title, content, brand };
}
