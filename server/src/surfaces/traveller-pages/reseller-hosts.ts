import { isIP } from 'node:net';
import type { Config } from '../../platform/config/config.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';
import type { PageHosts } from '../../tenancy/branding/index.ts';
import { languageOf } from './language.ts';
import { sendMissingPage } from './page.ts';

export type HostParts = { pageHosts: PageHosts; config: Pick<Config, 'publicUrl'> };

/** What the pages for travellers are made of. */
const PAGES = /^\/(install|my|mails|traveller|branding\/logos|esim\/countries)\//;
/** What phones read to open links to these pages in an app. */
const ASSOCIATIONS = /^\/\.well-known\/(apple-app-site-association|assetlinks\.json)$/;

/** Answers nothing but the pages for travellers on the hosts of resellers. */
export function keepToTravellers(app: App, parts: HostParts): void {
  const isOurs = ownHosts(parts.config);
  app.addHook('onRequest', async (request, reply) => {
    const host = hostOf(request);
    if (isOurs(host) || isPage(request)) return undefined;
    if (!(await parts.pageHosts.accountsAt(host))) return undefined;
    return sendMissingPage(reply, languageOf(request));
  });
}

function isPage({ url, is404 }: Request): boolean {
  return (PAGES.test(url) || ASSOCIATIONS.test(url)) && !is404;
}

/** Declares what a proxy asks before it gets a certificate for a host (Caddy, on-demand TLS). */
export function registerHostRoute(app: App, { pageHosts, config }: HostParts): void {
  const { hostname } = new URL(config.publicUrl);
  app.get('/internal/pages-host', { config: { public: true } }, async (request, reply) => {
    const { domain } = request.query as { domain?: unknown };
    const host = String(domain).toLowerCase();
    const isKnown = host === hostname || (await pageHosts.accountsAt(host)) !== undefined;
    return reply
      .code(isKnown ? 200 : 404)
      .header('Cache-Control', 'no-store')
      .send();
  });
}

/** Returns whether the host that was asked shows the pages of an account. */
export function createHostCheck({ pageHosts, config }: HostParts) {
  const isOurs = ownHosts(config);
  return async (request: Request, accountId: string): Promise<boolean> => {
    const host = hostOf(request);
    if (isOurs(host)) return true;
    return (await pageHosts.accountsAt(host))?.has(accountId) ?? true;
  };
}

/** Returns the accounts of the host that was asked; undefined if it is none of a reseller. */
export function createAccountsOfHost({ pageHosts, config }: HostParts) {
  const isOurs = ownHosts(config);
  return async (request: Request): Promise<ReadonlySet<string> | undefined> => {
    const host = hostOf(request);
    return isOurs(host) ? undefined : pageHosts.accountsAt(host);
  };
}

/** The host as the client or a trusted proxy names it, without its port. */
function hostOf({ hostname }: Request): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

function ownHosts({ publicUrl }: HostParts['config']): (host: string) => boolean {
  const { hostname } = new URL(publicUrl);
  return (host) => host === hostname || host === 'localhost' || isIP(host) !== 0;
}
