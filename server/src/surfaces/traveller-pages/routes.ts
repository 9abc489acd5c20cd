import { type Customer, rememberLanguage } from '../../commerce/customers/index.ts';
import { isActiveProfile, type PublicLinks } from '../../connectivity/esims/index.ts';
import { toActivationCode } from '../../kernel/activation-code.ts';
import { matchesEtag, toEtag } from '../../kernel/etag.ts';
import type { TokenSubject } from '../../kernel/public-token.ts';
import { type PngSize, qrPng, qrSvg } from '../../kernel/qr-code.ts';
import type { RateLimit } from '../../kernel/token-bucket.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { AuditLog, WriteParts } from '../../platform/http/write.ts';
import type { Limits } from '../../platform/limits/limits.ts';
import { registerPageAssets } from './assets.ts';
import { registerAssociationRoutes } from './association-routes.ts';
import { customerPage } from './customer-page.ts';
import { deviceOf } from './device.ts';
import { installPage, replacedPage } from './install-page.ts';
import { chosenLanguage, languageOf } from './language.ts';
import { sendMissingPage, sendTravellerPage, tokenOf } from './page.ts';
import {
  createCountryReader,
  type Reading,
  readEsim,
  readHoldings,
  readLinked,
} from './read-pages.ts';
import { createHostCheck, type HostParts, registerHostRoute } from './reseller-hosts.ts';
import { installationSheet } from './sheet.ts';
import { registerStartRoutes } from './start.ts';
import { registerUnsubscribeRoutes } from './unsubscribe.ts';

export type PageParts = Omit<HostParts, 'config'> & {
  db: Database;
  links: PublicLinks;
  auditLog: AuditLog;
  holdSandboxes?: WriteParts['holdSandboxes'];
  config: Pick<Config, 'publicUrl'>;
  limits: Limits;
};

/** Visits of one link, and of one address, which many travellers of a network may share. */
const LINK_LIMIT: RateLimit = { perSecond: 1, burst: 30 };
const ADDRESS_LIMIT: RateLimit = { perSecond: 10, burst: 200 };
/** Drawing a sheet takes as long as a hundred pages. */
const SHEET_LIMIT: RateLimit = { perSecond: 0.05, burst: 6 };

type Picture = { type: string; draw: (text: string, size: PngSize) => Buffer };

const THIRTY_DAYS_S = 30 * 24 * 60 * 60;
const PNG: Picture = { type: 'image/png', draw: qrPng };
const SVG: Picture = { type: 'image/svg+xml', draw: (text) => Buffer.from(qrSvg(text)) };

/** The pages that travellers open: public, each by the token in its link. */
export function registerPageRoutes(app: App, given: PageParts): void {
  const config = { public: true } as const;
  const parts: Parts = {
    ...given,
    ...limitersOf(given),
    isShownHere: createHostCheck(given),
    countriesOf: createCountryReader(given.db),
  };
  app.get('/install/:token', { config }, (request, reply) => openInstall(parts, request, reply));
  const [png, svg] = [qrCode(parts, PNG), qrCode(parts, SVG)];
  app.get('/install/:token/qr.png', { config }, png);
  app.get('/install/:token/qr.svg', { config }, svg);
  app.get('/install/:token/sheet.pdf', { config }, (request, reply) =>
    sendSheet(parts, request, reply),
  );
  registerPageAssets(app);
  registerUnsubscribeRoutes(app, parts);
  registerHostRoute(app, parts);
  registerAssociationRoutes(app, parts);
  registerStartRoutes(app, parts);
  app.get('/my/:token', { config }, (request, reply) => openCustomer(parts, request, reply));
}

type Limit = (request: Request) => Promise<void>;
type Parts = PageParts &
  Reading & {
    limit: Limit;
    limitSheet: Limit;
    isShownHere: ReturnType<typeof createHostCheck>;
  };

function limitersOf({ limits }: PageParts): Pick<Parts, 'limit' | 'limitSheet'> {
  const limitLink = limits.visits('pages.links', LINK_LIMIT);
  const limitAddress = limits.visits('pages.addresses', ADDRESS_LIMIT);
  const limitSheets = limits.visits('pages.sheets', SHEET_LIMIT);
  const limit: Limit = async (request) => {
    await limitAddress(request.ip);
    await limitLink(tokenOf(request));
  };
  return {
    limit,
    async limitSheet(request) {
      await limit(request);
      await limitSheets(tokenOf(request));
    },
  };
}

async function openInstall(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limit(request);
  const { db, links } = parts;
  const subject = await linkedHere(parts, request);
  const shown = subject && (await readEsim(parts, subject));
  if (!shown) return sendMissingPage(reply, languageOf(request));
  const { profile, successor, bought, brand } = shown;
  const language = languageOf(request, brand.defaultLocale);
  if (isActiveProfile(profile)) {
    await keepLanguage(db, request, bought.customer);
    const device = deviceOf(request.headers['user-agent']);
    const model = modelOf(request);
    const page = installPage({ profile, bought, links, device, language, brand, model });
    return sendTravellerPage(reply, page);
  }
  if (!successor) return sendMissingPage(reply, language);
  const page = replacedPage({ profile, successor, links, language, brand });
  return sendTravellerPage(reply.code(404), page);
}

function qrCode(parts: Parts, { type, draw }: Picture) {
  return async (request: Request, reply: Reply): Promise<Reply> => {
    const subject = await linkedHere(parts, request);
    const found = subject && (await readLinked(parts.db, subject));
    if (!found || !isActiveProfile(found.profile)) {
      return sendMissingPage(reply, languageOf(request));
    }
    const { size } = request.query as { size?: unknown };
    const picture = draw(toActivationCode(found.profile), size === 'large' ? 'large' : 'usual');
    const etag = toEtag(picture);
    reply
      .header('Cache-Control', `private, max-age=${THIRTY_DAYS_S}`)
      .header('ETag', etag)
      .header('Referrer-Policy', 'no-referrer')
      .header('X-Robots-Tag', 'noindex')
      // Resellers show it in their mails and apps, which are other origins for it.
      .header('Cross-Origin-Resource-Policy', 'cross-origin');
    if (matchesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.type(type).send(picture);
  };
}

/** Sends the sheet to print. */
async function sendSheet(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limitSheet(request);
  const subject = await linkedHere(parts, request);
  const shown = subject && (await readEsim(parts, subject));
  if (!shown || !isActiveProfile(shown.profile)) {
    return sendMissingPage(reply, languageOf(request));
  }
  const { profile, bought, brand } = shown;
  const language = languageOf(request, brand.defaultLocale);
  const sheet = await installationSheet({ profile, bought, language, brand });
  return reply
    .headers({
      'Cache-Control': 'private, no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex',
      'Content-Disposition': `inline; filename="esim-${profile.iccid.slice(-4)}.pdf"`,
    })
    .type('application/pdf')
    .send(sheet);
}

async function openCustomer(parts: Parts, request: Request, reply: Reply): Promise<Reply> {
  await parts.limit(request);
  const { db, links } = parts;
  const subject = links.readCustomer(tokenOf(request));
  const isHere = subject && (await parts.isShownHere(request, subject.accountId));
  if (!isHere) return sendMissingPage(reply, languageOf(request));
  const shown = await readHoldings(parts, subject);
  if (!shown) return sendMissingPage(reply, languageOf(request));
  const { holdings, brand } = shown;
  const language = languageOf(request, brand.defaultLocale);
  await keepLanguage(db, request, holdings.customer);
  return sendTravellerPage(reply, customerPage({ holdings, links, language, brand }));
}

/** Keeps the language of a traveller for emails; a visit without one changes nothing. */
async function keepLanguage(
  db: Queryable,
  request: Request,
  customer: Customer | undefined,
): Promise<void> {
  const language = chosenLanguage(request);
  if (!customer || !language || language === customer.language) return;
  await rememberLanguage(db, { ...customer, language });
}

/** Returns whose link is opened; undefined if there is none, or it is of another host. */
async function linkedHere(
  { links, isShownHere }: Parts,
  request: Request,
): Promise<TokenSubject | undefined> {
  const subject = links.readInstallation(tokenOf(request));
  return subject && (await isShownHere(request, subject.accountId)) ? subject : undefined;
}

function modelOf({ query }: Request): string | undefined {
  const { device } = query as { device?: unknown };
  return typeof device === 'string' ? device : undefined;
}
