import { createKeyNotices } from '../../src/identity/team/index.ts';
import { requireScope } from '../../src/kernel/scopes.ts';
import { createEdge } from '../../src/platform/http/edge.ts';
import { createMetrics } from '../../src/platform/http/metrics.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { type ApiKeyDraft, registerAccountRoutes } from '../../src/tenancy/accounts/index.ts';
import { auditLog } from '../../src/tenancy/audit/index.ts';
import { idempotencyKeys } from '../../src/tenancy/idempotency/index.ts';
import { basic, createKeyedAccount, openAccess } from './access.ts';
import { createTestDatabase } from './database.ts';

export type Sent = {
  headers?: Record<string, string>;
  payload?: string | object;
  remoteAddress?: string;
};

/** The routes of accounts behind the real edge. Open them by `forThisFile`. */
export async function openAccountRoutes() {
  const { db, close: closeDatabase } = await createTestDatabase();
  const access = openAccess(db);
  const { authenticate: authenticateCall, clock, encryption } = access;
  const app = createEdge({
    log: createLog('silent'),
    metrics: createMetrics(),
    errorsUrl: 'https://shop.test/errors',
    trustedProxies: [],
    limitRate: () => {},
    requireScope,
    authenticate: authenticateCall,
  });
  registerAccountRoutes(app, {
    ...{ db, idempotency: idempotencyKeys, auditLog },
    access,
    encryption,
    notifyOfKey: createKeyNotices({ publicUrl: 'https://shop.test' }),
  });

  const authenticate = (authorization?: string, { headers, ...more }: Sent = {}) =>
    app.inject({
      method: 'POST',
      url: '/reseller/authenticate',
      headers: { ...(authorization && { authorization }), ...headers },
      ...more,
    });

  /** A new account, and calls to the API keys with a key of its own. */
  async function openCaller(draft: Partial<ApiKeyDraft> = {}) {
    const account = await createKeyedAccount(db, draft);
    const { accessToken } = (await authenticate(basic(account.key))).json();
    const call = (
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      path = '',
      { headers, ...more }: Sent = {},
    ) =>
      app.inject({
        method,
        url: `/gigastore/api-keys${path}`,
        headers: { authorization: `Bearer ${accessToken}`, ...headers },
        ...more,
      });
    return { ...account, accessToken: String(accessToken), call };
  }

  async function close() {
    await app.close();
    await access.close();
    await closeDatabase();
  }
  return { app, db, clock, authenticate, openCaller, close };
}
export type AccountRoutes = Awaited<ReturnType<typeof openAccountRoutes>>;
