import { registerAccountRoutes, requireScope } from './accounts/index.ts';
import { registerActivatedItemRoutes, registerActivationRoutes } from './activations/index.ts';
import { registerAuditRoutes } from './audit/index.ts';

import { registerAutoTopUpRoutes } from './auto-top-up/index.ts';

import { registerBillingRoutes } from './billing/index.ts';
import { registerCatalogRoutes } from './catalog/index.ts';
import type { Config } from './config.ts';
import { registerCreditRoutes } from './credits/index.ts';
import { registerEsimRoutes } from './esims/index.ts';
import { registerEventRoutes } from './events/index.ts';
import { registerVersionRoute } from './http/about.ts';
import { registerDocs } from './http/docs.ts';
import { createEdge } from './http/edge.ts';
import { registerHealthRoutes } from './http/health.ts';
import { registerMetricsRoute } from './http/metrics.ts';
import { describeApi } from './http/openapi.ts';
import { rateLimiter } from './http/rate-limit.ts';
import type { App } from './http/typed-app.ts';
import { registerWelcomeRoute } from './http/welcome.ts';
import { registerInventoryRoutes } from './inventory/index.ts';
import { registerMailbox } from './mail/index.ts';
import { registerOperatorRoutes } from './operator/index.ts';
import { registerOrganizationRoutes } from './organizations/index.ts';
import { registerPageRoutes } from './pages/index.ts';
import type { Parts } from './parts.ts';
import { registerPaymentRoutes } from './payments/index.ts';
import { registerPeopleRoutes } from './people/index.ts';
import { registerRefundRoutes } from './refunds/index.ts';
import { registerReportRoutes } from './reports/index.ts';
import { registerSandboxRoutes } from './sandbox/index.ts';
import { registerSdkWebhookRoutes } from './sdk/index.ts';
import {
  registerConnectivityRoute,
  registerCustomerRoutes,
  registerPersonalDataRoute,
} from './support/index.ts';
import { registerTicketRoutes } from './tickets/index.ts';
import { registerCarrierRoutes } from './usage/index.ts';
import { API_VERSION, VERSION } from './version.ts';
import { registerWebhookRoutes } from './webhooks/index.ts';

/** The HTTP application: what every request passes, then the routes, then their documentation. */
export async function buildApp(parts: Parts): Promise<App> {
  const { config, log, metrics, access } = parts;
  const about = {
    version: VERSION,
    apiVersion: API_VERSION,
    publicUrl: config.publicUrl,
    errorsUrl: `${config.publicUrl}/docs/errors`,
  };
  const app = createEdge({
    log,
    metrics,
    errorsUrl: about.errorsUrl,
    trustedProxies: config.trustedProxies,
    // A key comes with a token, a person with a session; who has both asks as the key.
    authenticate: (call) =>
      call.authorization === undefined
        ? parts.people.authenticate(call)
        : access.authenticate(call),
    requireScope,
    limitRate: rateLimiter(config.isRateLimited),
  });
  await describeApi(app, about);

  // In the order in which the documentation shows them: one line for each slice.
  registerAccountRoutes(app, parts);
  registerPeopleRoutes(app, parts);
  registerOrganizationRoutes(app, parts);
  registerInventoryRoutes(app, parts);
  registerActivationRoutes(app, parts);
  registerActivatedItemRoutes(app, parts);
  registerCustomerRoutes(app, parts);
  registerPersonalDataRoute(app, parts);
  registerConnectivityRoute(app, parts);
  registerEsimRoutes(app, parts);
  registerRefundRoutes(app, parts);
  registerCreditRoutes(app, parts);
  registerPaymentRoutes(app, parts);
  registerBillingRoutes(app, parts);
  registerAutoTopUpRoutes(app, parts);
  registerCatalogRoutes(app, parts);
  registerEventRoutes(app, parts);
  registerWebhookRoutes(app, parts);
  registerSdkWebhookRoutes(app, parts);
  registerSandboxRoutes(app, parts);
  registerCarrierRoutes(app, parts);
  registerAuditRoutes(app, parts);
  registerTicketRoutes(app, parts);
  registerOperatorRoutes(app, parts);
  registerReportRoutes(app, parts);
  registerVersionRoute(app, about);

  registerPageRoutes(app, parts);
  registerMailbox(app, parts);
  registerWelcomeRoute(app, { ...about, mode: config.mode });
  registerDocs(app, { ...about, demoKey: demoKeyOf(config) });
  registerHealthRoutes(app, parts.readiness);
  registerMetricsRoute(app, metrics);
  return app;
}

function demoKeyOf({ mode }: Config): { clientId: string; clientSecret: string } {
  const isSandbox = mode === 'sandbox';
  return {
    clientId: isSandbox ? 'demo-client' : '',
    clientSecret: isSandbox ? 'demo-secret' : '',
  };
}
