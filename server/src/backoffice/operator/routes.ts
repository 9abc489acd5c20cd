import type { App } from '../../platform/http/typed-app.ts';
import { registerAccountRulesRoutes } from './account-routes.ts';
import { registerAdjustmentRoutes } from './adjustment-routes.ts';
import { registerApprovalRoutes } from './approvals/routes.ts';
import { registerCarrierKeyRoutes } from './carrier-key-routes.ts';
import { registerCarrierNetworkRoutes } from './carrier-network-routes.ts';
import { registerDisputeRoutes } from './dispute-routes.ts';
import { registerLedgerCheckRoutes } from './ledger-check-routes.ts';
import { registerOfferRoutes } from './offers/routes.ts';
import { registerOrganizationRoutes } from './organization-routes.ts';
import type { OperatorParts } from './parts.ts';
import { registerProfileImportRoutes } from './profile-import-routes.ts';
import { registerProfileRoutes } from './profile-routes.ts';
import { registerProfileStockRoutes } from './profile-stock-routes.ts';
import { registerRejectedUsageRoutes } from './rejected-usage-routes.ts';
import { registerResellerRoutes } from './resellers/routes.ts';
import { registerSdkAppDecisionRoutes } from './sdk-app-routes.ts';
import { registerSellerRoutes } from './seller-routes.ts';
import { registerStatementRoutes } from './statements/routes.ts';
import { registerTransferRoutes } from './transfer-routes.ts';
import { registerViewRoutes } from './views/routes.ts';

/** The routes of the platform's own people. */
export function registerOperatorRoutes(app: App, parts: OperatorParts): void {
  registerOrganizationRoutes(app, parts);
  registerResellerRoutes(app, parts);
  registerOfferRoutes(app, parts);
  registerViewRoutes(app, parts);
  registerAccountRulesRoutes(app, parts);
  registerAdjustmentRoutes(app, parts);
  registerTransferRoutes(app, parts);
  registerStatementRoutes(app, parts);
  registerApprovalRoutes(app, parts);
  registerDisputeRoutes(app, parts);
  registerProfileStockRoutes(app, parts);
  registerProfileImportRoutes(app, parts);
  registerProfileRoutes(app, parts);
  registerCarrierKeyRoutes(app, parts);
  registerRejectedUsageRoutes(app, parts);
  registerCarrierNetworkRoutes(app, parts);
  registerLedgerCheckRoutes(app, parts);
  registerSellerRoutes(app, parts);
  registerSdkAppDecisionRoutes(app, parts);
}
