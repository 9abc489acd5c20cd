import type { RateLimit } from '../../kernel/token-bucket.ts';
import type { Config } from '../../platform/config/config.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';
import type { Limits } from '../../platform/limits/limits.ts';
import {
  androidAssociation,
  appleAssociation,
  selectApprovedApps,
} from '../../tenancy/sdk-apps/index.ts';
import { createAccountsOfHost, type HostParts } from './reseller-hosts.ts';

type Parts = Omit<HostParts, 'config'> & {
  db: Queryable;
  config: Pick<Config, 'publicUrl'>;
  limits: Limits;
};

/** Phones ask by way of servers of Apple and Google, which come from few addresses. */
const ADDRESS_LIMIT: RateLimit = { perSecond: 5, burst: 100 };
const CACHE = 'public, max-age=300';

/**
 * The files by which phones open the links to installation pages in the apps of resellers. A host
 * of a reseller vouches for its own apps. The host of the platform vouches for the iOS apps of all,
 * each for the links of its account; not for Android apps, which would get the links of all.
 */
export function registerAssociationRoutes(app: App, parts: Parts): void {
  const config = { public: true } as const;
  const limit = parts.limits.visits('pages.associations', ADDRESS_LIMIT);
  const accountsOf = createAccountsOfHost(parts);
  const appsAt = async (request: Request) => {
    await limit(request.ip);
    const accountIds = await accountsOf(request);
    const apps = await selectApprovedApps(parts.db, accountIds && [...accountIds]);
    return { apps, isReseller: accountIds !== undefined };
  };
  app.get('/.well-known/apple-app-site-association', { config }, async (request, reply) => {
    const { apps } = await appsAt(request);
    reply.header('Cache-Control', CACHE).type('application/json');
    return appleAssociation(apps);
  });
  app.get('/.well-known/assetlinks.json', { config }, async (request, reply) => {
    const { apps, isReseller } = await appsAt(request);
    reply.header('Cache-Control', CACHE).type('application/json');
    return isReseller ? androidAssociation(apps) : [];
  });
}
