import {
  activationCode,
  isActiveProfile,
  type PublicLinks,
  readSuccession,
  type Succession,
} from '../../connectivity/esims/index.ts';
import { matchesEtag, toEtag } from '../../kernel/etag.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { customerPage } from './customer-page.ts';
import { installPage, replacedPage } from './install-page.ts';
import { languageOf } from './language.ts';
import { sendMissingPage, sendTravellerPage } from './page.ts';
import { qrPng, qrSvg } from './qr-code.ts';
import { readHoldings } from './read-pages.ts';

export type PageParts = { db: Queryable; links: PublicLinks };

type Picture = { type: string; draw: (text: string) => Buffer };

const THIRTY_DAYS_S = 30 * 24 * 60 * 60;
const PNG: Picture = { type: 'image/png', draw: qrPng };
const SVG: Picture = { type: 'image/svg+xml', draw: (text) => Buffer.from(qrSvg(text)) };

/** What travellers open: public, each through the token in its address (contract section 13). */
export function registerPageRoutes(app: App, parts: PageParts): void {
  const config = { public: true } as const;
  app.get('/install/:token', { config }, (request, reply) => openInstall(parts, request, reply));
  const [png, svg] = [qrCode(parts, PNG), qrCode(parts, SVG)];
  app.get('/install/:token/qr.png', { config }, png);
  app.get('/install/:token/qr.svg', { config }, svg);
  app.get('/my/:token', { config }, (request, reply) => openCustomer(parts, request, reply));
}

async function openInstall(parts: PageParts, request: Request, reply: Reply): Promise<Reply> {
  const { links } = parts;
  const language = wantedLanguage(request);
  const found = await successionOf(parts, request);
  if (!found) return sendMissingPage(reply, language);
  const { profile, successor } = found;
  if (isActiveProfile(profile)) {
    return sendTravellerPage(reply, installPage({ profile, links, language }));
  }
  if (!successor) return sendMissingPage(reply, language);
  const page = replacedPage({ profile, successor, links, language });
  return sendTravellerPage(reply.code(404), page);
}

function qrCode({ db, links }: PageParts, { type, draw }: Picture) {
  return async (request: Request, reply: Reply): Promise<Reply> => {
    const found = await successionOf({ db, links }, request);
    if (!found || !isActiveProfile(found.profile)) {
      return sendMissingPage(reply, wantedLanguage(request));
    }
    const picture = draw(activationCode(found.profile));
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

async function openCustomer(parts: PageParts, request: Request, reply: Reply): Promise<Reply> {
  const { db, links } = parts;
  const language = wantedLanguage(request);
  const subject = links.readCustomer(tokenOf(request));
  const holdings = subject && (await readHoldings(db, subject));
  if (!holdings) return sendMissingPage(reply, language);
  return sendTravellerPage(reply, customerPage({ holdings, links, language }));
}

async function successionOf(
  { db, links }: PageParts,
  request: Request,
): Promise<Succession | undefined> {
  const subject = links.readInstallation(tokenOf(request));
  return subject && readSuccession(db, subject);
}

function tokenOf(request: Request): string {
  return (request.params as { token: string }).token;
}

function wantedLanguage({ query, headers }: Request): Locale {
  const { lang } = query as { lang?: unknown };
  return languageOf({ lang, accept: headers['accept-language'] });
}
