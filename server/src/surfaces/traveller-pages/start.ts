import { activatePackage, type Package } from '../../commerce/activations/index.ts';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import type { Change } from '../../kernel/context.ts';
import { html } from '../../kernel/html.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { AuditLog, WriteParts } from '../../platform/http/write.ts';
import { findAccount, refuseWhileSuspended } from '../../tenancy/accounts/index.ts';
import { languageOf } from './language.ts';
import { packageCard } from './package-card.ts';
import { sendMissingPage, sendTravellerPage, supportOf, tokenOf } from './page.ts';
import { type Reading, readHoldings } from './read-pages.ts';
import { WORDS } from './words/index.ts';

type Parts = Reading & {
  db: Database;
  links: PublicLinks;
  auditLog: AuditLog;
  holdSandboxes?: WriteParts['holdSandboxes'];
  limit: (request: Request) => Promise<void>;
  isShownHere: (request: Request, accountId: string) => Promise<boolean>;
};

/** Starting a waiting package: a page that asks, and the form on it. Needs no scripts. */
export function registerStartRoutes(app: App, parts: Parts): void {
  const config = { public: true } as const;
  const path = '/my/:token/start/:uid';
  app.get(path, { config }, (request, reply) => ask(parts, request, reply));
  app.post(path, { config: { ...config, takesForm: true } }, (request, reply) =>
    start(parts, request, reply),
  );
}

async function ask(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limit(request);
  const found = await startableOf(parts, request);
  if (!found) return sendMissingPage(reply, languageOf(request));
  const { brand, item, now } = found;
  const language = languageOf(request, brand.defaultLocale);
  if (item.state !== 'WAITING') return backToPage(reply, request);
  const { title, text, confirm, cancel } = WORDS[language].start;
  const content = html`<div class="lonely"><h1>${title}</h1>
${packageCard(item, { now, language, isAlone: true })}<p class="lead">${text}</p>
<form method="post"><button class="btn pri cta">${confirm}</button></form>
<a class="btn cta" href="${pageOf(request)}">${cancel}</a>
${supportOf({ language, brand })}</div>`;
  return sendTravellerPage(reply, { language, title, content, brand });
}

async function start(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limit(request);
  const found = await startableOf(parts, request);
  if (!found || isForeign(request)) return sendMissingPage(reply, languageOf(request));
  await startOnce(parts, request, found).catch((error: unknown) => {
    // It runs already, or no longer may: the page shows how it stands.
    if (!(error instanceof Refusal)) throw error;
  });
  return backToPage(reply, request);
}

type Startable = { item: Package; accountId: string; now: Date };

async function startOnce(
  { db, auditLog, holdSandboxes }: Parts,
  request: Request,
  { item, accountId, now }: Startable,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { organizationId, mode } = await findAccount(tx, accountId);
    if (mode === 'sandbox') await holdSandboxes?.(tx, [accountId]);
    const place = { db: tx, accountId };
    await refuseWhileSuspended(place);
    const changes: Change[] = [];
    await activatePackage({ ...place, now, changes }, item.id);
    const actor = { kind: 'platform', name: 'Page of the customer' } as const;
    // The address is the traveller's, which the reseller's log does not keep.
    const author = { organizationId, actor, requestId: request.id, remoteAddress: null };
    await auditLog.record({ ...place, ...author }, changes);
  });
}

/** Returns the package in the link, if its reseller lets travellers start packages. */
async function startableOf(parts: Parts, request: Request) {
  const { links, isShownHere } = parts;
  const subject = links.readCustomer(tokenOf(request));
  if (!subject || !(await isShownHere(request, subject.accountId))) return undefined;
  const { accountId } = subject;
  const shown = await readHoldings(parts, subject);
  if (!shown?.brand.travellersMayStart) return undefined;
  const { brand, holdings } = shown;
  const { uid } = request.params as { uid: string };
  const item = holdings.packages.find(({ id }) => id === uid);
  return item && { brand, item, accountId, now: holdings.now };
}

/**
 * Whether another site sent the form. Browsers name the sender in `Sec-Fetch-Site` or `Origin`. A
 * request with neither is allowed, because only the traveller knows the link that it is sent to.
 */
function isForeign({ headers, host }: Request): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site !== 'same-origin';
  return (
    origin !== undefined &&
    origin !== 'null' &&
    !(URL.canParse(origin) && new URL(origin).host === host)
  );
}

function pageOf(request: Request): string {
  const { lang } = request.query as { lang?: unknown };
  const query = typeof lang === 'string' ? `?lang=${encodeURIComponent(lang)}` : '';
  return `/my/${tokenOf(request)}${query}`;
}

/** Repeating the form leads there as well, so that going back and forth starts nothing. */
function backToPage(reply: Reply, request: Request): Reply {
  return reply.header('Cache-Control', 'no-store').redirect(pageOf(request), 303);
}
