import { registerAnnouncementRoutes } from './backoffice/announcements/index.ts';
import { registerDoctorRoutes } from './backoffice/doctor/index.ts';
import { registerOperationsRoutes } from './backoffice/operations/index.ts';
import { registerOperatorRoutes } from './backoffice/operator/index.ts';
import { registerReportRoutes } from './backoffice/reports/index.ts';
import { registerOperatorSearchRoute, registerSearchRoute } from './backoffice/search/index.ts';
import { registerTicketRoutes } from './backoffice/tickets/index.ts';
import { registerTimelineRoute } from './backoffice/timelines/index.ts';
import {
  registerActivatedItemRoutes,
  registerActivationRoutes,
  registerPackageListRoute,
} from './commerce/activations/index.ts';
import { registerApprovalRoutes } from './commerce/approved-sales/index.ts';
import {
  registerCatalogRoutes,
  registerCatalogueOperatorRoutes,
} from './commerce/catalog/index.ts';
import { registerConnectivityRoute } from './commerce/connectivity-checks/index.ts';
import {
  registerCustomerListRoute,
  registerCustomerRoutes,
  registerPersonalDataRoute,
  registerUsageRoutes,
} from './commerce/customer-records/index.ts';
import { registerNoteRoutes } from './commerce/customers/index.ts';
import { registerInstallationMailRoute } from './commerce/installation-mails/index.ts';
import { registerInventoryRoutes } from './commerce/inventory/index.ts';
import { registerPricingRoutes } from './commerce/pricing/index.ts';
import { registerPulledUsageRoutes } from './commerce/pulled-usage/index.ts';
import { registerRefundRoutes } from './commerce/refunds/index.ts';
import { registerReplacementRoutes } from './commerce/replacements/index.ts';
import { registerRoutingRoutes } from './commerce/routing/index.ts';
import { registerSaleBatchRoutes } from './commerce/sale-batches/index.ts';
import {
  registerDownloadNoticeRoute,
  registerStockOrderRoutes,
} from './commerce/stock-orders/index.ts';
import { registerSupplierCatalogueRoutes } from './commerce/supplier-catalogues/index.ts';
import {
  registerNoticeRoutes,
  registerSupplierOrderRoutes,
} from './commerce/supplier-orders/index.ts';
import { registerTravellerMailRoutes } from './commerce/traveller-mails/index.ts';
import { registerCarrierRoutes } from './commerce/usage/index.ts';
import { registerUsageFileRoutes } from './commerce/usage-files/index.ts';
import {
  registerPlannedPriceRoutes,
  registerWholesaleOperatorRoutes,
} from './commerce/wholesale/index.ts';
import { registerEsimRoutes } from './connectivity/esims/index.ts';
import { registerRadiusClientRoutes } from './connectivity/radius/index.ts';
import { registerDeviceLoginRoutes } from './identity/device-logins/index.ts';
import { createOperatorKeys, registerOperatorKeyRoutes } from './identity/operator-keys/index.ts';
import { registerPasskeyRoutes } from './identity/passkeys/index.ts';
import { registerSecondFactorRoutes } from './identity/second-factor/index.ts';
import { registerSessionRoutes } from './identity/sessions/index.ts';
import { registerSignInRoutes } from './identity/sign-in/index.ts';
import { registerTeamRoutes } from './identity/team/index.ts';
import { requireScope } from './kernel/scopes.ts';
import { registerEventRoutes } from './messaging/events/index.ts';
import { registerMailbox } from './messaging/mail/index.ts';
import { registerWebhookRoutes } from './messaging/webhooks/index.ts';
import { registerAutoTopUpRoutes } from './money/auto-top-up/index.ts';
import { registerBillingRoutes } from './money/billing/index.ts';
import { registerCreditRoutes } from './money/credits/index.ts';
import { registerPaymentRoutes } from './money/payments/index.ts';
import type { Parts } from './parts.ts';
import type { Config } from './platform/config/config.ts';
import { API_VERSION, VERSION } from './platform/config/version.ts';
import { registerVersionRoute } from './platform/http/about.ts';
import { serveBuiltSites } from './platform/http/built-site.ts';
import { createEdge, type EdgeParts } from './platform/http/edge.ts';
import { registerHealthRoutes } from './platform/http/health.ts';
import { registerMetricsRoute } from './platform/http/metrics.ts';
import type { AnsweredRequest } from './platform/http/observed-requests.ts';
import { rateLimiter } from './platform/http/rate-limit.ts';
import type { App } from './platform/http/typed-app.ts';
import { requestTracing } from './platform/traces/index.ts';
import { registerGuides } from './surfaces/guides/index.ts';
import { registerMcp } from './surfaces/mcp/index.ts';
import { registerPortal } from './surfaces/portal/index.ts';
import { describeApi, registerDocs, registerWelcomeRoute } from './surfaces/reference/index.ts';
import { registerSandboxRoutes } from './surfaces/sandbox/index.ts';
import {
  allowOtherOrigins,
  registerInstallTokenRoute,
  registerSdkRoutes,
  registerSdkWebhookRoutes,
} from './surfaces/sdk/index.ts';
import { keepToTravellers, registerPageRoutes } from './surfaces/traveller-pages/index.ts';
import { registerAccountRoutes } from './tenancy/accounts/index.ts';
import { registerAuditRoutes } from './tenancy/audit/index.ts';
import { registerBrandingRoutes } from './tenancy/branding/index.ts';
import { registerOrganizationRoutes } from './tenancy/organizations/index.ts';
import { registerRequestRoutes } from './tenancy/requests/index.ts';
import { registerSdkAppRoutes } from './tenancy/sdk-apps/index.ts';
import { registerAttestationRoutes } from './tenancy/sdk-attestation/index.ts';

/** The lists of the original API. Its clients may send query parameters that it does not have. */
const ORIGINAL_LISTS = new Set([
  '/gigastore/products/inventory',
  '/gigastore/activations/activated-items',
  '/gigastore/activations/activated-items/:uid',
  '/gigastore/activations/customers',
  '/gigastore/activations/customers/:uid',
  '/gigastore/esim/device/esim-capable',
]);

/** Returns the HTTP application: the edge, the routes of all slices, and their documentation. */
export async function buildApp(parts: Parts): Promise<App> {
  const { config, metrics } = parts;
  const about = aboutOf(config);
  const app = openEdge(parts, about.errorsUrl);
  if (parts.traces) (await requestTracing())(app, parts.traces);
  await describeApi(app, about);

  registerSlices(app, parts);
  registerVersionRoute(app, { ...parts, ...about });

  registerPageRoutes(app, parts);
  registerMailbox(app, parts);
  registerWelcomeRoute(app, { ...about, mode: config.mode });
  registerDocs(app, { ...about, demoKey: demoKeyOf(config) });
  serveBuiltSites(app);
  registerGuides(app);
  registerMcp(app, parts);
  registerPortal(app, { mode: config.mode, hasStripe: config.stripe !== undefined });
  registerHealthRoutes(app, parts.readiness);
  // A pooler that gives every transaction another connection loses notices.
  if (config.usesPreparedStatements) app.addHook('onListen', async () => parts.notices.listen());
  app.addHook('onClose', async () => {
    const { requestLog, refusedRequests, limits, notices } = parts;
    await Promise.all([requestLog.flush(), refusedRequests.flush(), limits.close()]);
    await notices.close();
  });
  // In live mode, metrics need a token or have a port of their own.
  if (config.mode === 'sandbox' || config.metricsToken !== undefined) {
    registerMetricsRoute(app, metrics, config.metricsToken);
  }
  return app;
}

/** Keeps requests in the request log, and those that the caller may not make in the audit log. */
function observerOf({ requestLog, refusedRequests }: Parts) {
  return (answered: AnsweredRequest): void => {
    requestLog.keep(answered);
    const { context, status, refusal: code, operation } = answered;
    if (status !== 403 || code === undefined) return;
    refusedRequests.note({ author: context, operation, code });
  };
}

/** The routes of the platform's own people. */
function registerPlatformRoutes(app: App, parts: Parts): void {
  registerCatalogueOperatorRoutes(app, parts);
  registerWholesaleOperatorRoutes(app, parts);
  registerPlannedPriceRoutes(app, parts);
  registerSupplierOrderRoutes(app, parts);
  registerStockOrderRoutes(app, parts);
  registerRoutingRoutes(app, parts);
  registerRadiusClientRoutes(app, parts);
  registerPulledUsageRoutes(app, parts);
  registerSupplierCatalogueRoutes(app, parts);
  registerUsageFileRoutes(app, parts);
  registerAnnouncementRoutes(app, parts);
  registerOperatorRoutes(app, parts);
  registerOperationsRoutes(app, parts);
  registerReportRoutes(app, parts);
  registerDoctorRoutes(app, parts);
  registerOperatorKeyRoutes(app, parts);
}

/** The routes of signing in and of teams. */
function registerPeople(app: App, parts: Parts): void {
  registerSignInRoutes(app, parts);
  registerSecondFactorRoutes(app, parts);
  registerPasskeyRoutes(app, parts);
  registerSessionRoutes(app, parts);
  registerDeviceLoginRoutes(app, parts);
  registerTeamRoutes(app, parts);
}

function demoKeyOf({ mode }: Config): { clientId: string; clientSecret: string } {
  const isSandbox = mode === 'sandbox';
  return {
    clientId: isSandbox ? 'demo-client' : '',
    clientSecret: isSandbox ? 'demo-secret' : '',
  };
}

/** Registers the routes of every slice in the order of the documentation, one line a slice. */
function registerSlices(app: App, parts: Parts): void {
  registerAccountRoutes(app, parts);
  registerPeople(app, parts);
  registerOrganizationRoutes(app, parts);
  registerBrandingRoutes(app, parts);
  registerTravellerMailRoutes(app, parts);
  registerInventoryRoutes(app, parts);
  registerPricingRoutes(app, parts);
  registerActivationRoutes(app, parts);
  registerSaleBatchRoutes(app, parts);
  registerApprovalRoutes(app, parts);
  registerActivatedItemRoutes(app, parts);
  registerPackageListRoute(app, parts);
  registerCustomerRoutes(app, parts);
  registerCustomerListRoute(app, parts);
  registerNoteRoutes(app, parts);
  registerPersonalDataRoute(app, parts);
  registerUsageRoutes(app, parts);
  registerConnectivityRoute(app, parts);
  registerEsimRoutes(app, parts);
  registerReplacementRoutes(app, parts);
  registerInstallationMailRoute(app, parts);
  registerRefundRoutes(app, parts);
  registerCreditRoutes(app, parts);
  registerPaymentRoutes(app, parts);
  registerBillingRoutes(app, parts);
  registerAutoTopUpRoutes(app, parts);
  registerCatalogRoutes(app, parts);
  registerEventRoutes(app, parts);
  registerWebhookRoutes(app, parts);
  registerSdkWebhookRoutes(app, parts);
  registerSdkAppRoutes(app, parts);
  registerAttestationRoutes(app, parts);
  registerInstallTokenRoute(app, parts);
  registerSdkRoutes(app, parts);
  registerSandboxRoutes(app, parts);
  registerNoticeRoutes(app, parts);
  registerDownloadNoticeRoute(app, parts);
  registerCarrierRoutes(app, parts);
  registerAuditRoutes(app, parts);
  registerRequestRoutes(app, parts);
  registerTicketRoutes(app, parts);
  registerSearchRoute(app, parts);
  registerOperatorSearchRoute(app, parts);
  registerTimelineRoute(app, parts);
  registerPlatformRoutes(app, parts);
}

/** Returns what the documentation states about this installation. */
function aboutOf({ publicUrl }: Parts['config']) {
  const errorsUrl = `${publicUrl}/docs/errors`;
  return { version: VERSION, apiVersion: API_VERSION, publicUrl, errorsUrl };
}

/** Registers everything that happens to a request before it reaches its route. */
function openEdge(parts: Parts, errorsUrl: string): App {
  const { config, log, metrics } = parts;
  return createEdge({
    log,
    metrics,
    errorsUrl,
    trustedProxies: config.trustedProxies,
    isHttpsOnly: config.mode === 'live' && config.publicUrl.startsWith('https:'),
    lenientQueries: ORIGINAL_LISTS,
    observeRequest: observerOf(parts),
    addFirstHooks(app) {
      keepToTravellers(app, parts);
      allowOtherOrigins(app);
    },
    authenticate: authenticatorOf(parts),
    requireScope,
    limitRate: rateLimiter(parts.limits),
  });
}

/**
 * Returns how calls authenticate: keys by a token, people by a session. A call with both is the
 * key's.
 */
function authenticatorOf({ db, config, access, people }: Parts): EdgeParts['authenticate'] {
  const operatorKeys = createOperatorKeys({ db, mode: config.mode });
  return (call) => {
    if (operatorKeys.owns(call)) return operatorKeys.authenticate(call);
    return call.authorization === undefined ? people.authenticate(call) : access.authenticate(call);
  };
}
