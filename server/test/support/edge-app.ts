import type { Context } from '../../src/kernel/context.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import { requireScope } from '../../src/kernel/scopes.ts';
import { createEdge, type EdgeParts } from '../../src/platform/http/edge.ts';
import { createMetrics } from '../../src/platform/http/metrics.ts';
import type { App } from '../../src/platform/http/typed-app.ts';
import { createLog } from '../../src/platform/log/log.ts';

export const ERRORS_URL = 'https://docs.shop.test/errors';

/** A context with all scopes of an account that is in no database. */
export function aContext(changes: Partial<Context> = {}): Context {
  return {
    accountId: '00000000-0000-7000-8000-000000000001',
    organizationId: '00000000-0000-7000-8000-000000000002',
    mode: 'sandbox',
    actor: { kind: 'api_key', clientId: 'test' },
    now: new Date('2026-04-30T09:55:36.430Z'),
    requestId: 'test',
    remoteAddress: '127.0.0.1',
    scopes: ['read', 'sell', 'refund', 'manage'],
    requiresUserLocation: false,
    refundLimitPerMonth: 20,
    dailySpendLimitMinor: null,
    mandate: null,
    changes: [],
    ...changes,
  };
}

/** The edge without a database: `Bearer <scopes with commas>` is the token, none is refused. */
export function createTestEdge(parts: Partial<EdgeParts> = {}): App {
  return createEdge({
    log: createLog('silent'),
    metrics: createMetrics(),
    errorsUrl: ERRORS_URL,
    trustedProxies: [],
    limitRate: () => {},
    requireScope,
    authenticate: async ({ authorization, requestId }) => {
      const scopes = authorization?.slice('Bearer '.length).split(',');
      if (!scopes) throw new Refusal('missing_token', 'Send an access token.');
      return aContext({ requestId, scopes: scopes as Context['scopes'] });
    },
    ...parts,
  });
}
