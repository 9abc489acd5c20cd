import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../search-params.ts';
import { sideRoute } from './base.ts';
import { StartPage } from './start-page.tsx';

const side = () => sideRoute;

/** The pages that require a session, each loaded when it is first opened. */
export const pageRoutes = [
  createRoute({
    getParentRoute: side,
    path: '/',
    validateSearch: searchOf('show'),
    component: StartPage,
  }),
  createRoute({
    getParentRoute: side,
    path: 'sales',
    validateSearch: searchOf(
      'q',
      'period',
      'status',
      'state',
      'channel',
      'item',
      'set',
      'open',
      'sell',
    ),
    component: lazyRouteComponent(() => import('../pages/sales/sales.tsx'), 'SalesPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'sales/many',
    validateSearch: searchOf('open', 'new', 'state'),
    component: lazyRouteComponent(() => import('../pages/batches/batches.tsx'), 'BatchesPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'customers',
    validateSearch: searchOf('q', 'tag', 'state', 'channel', 'item', 'set', 'period'),
    component: lazyRouteComponent(
      () => import('../pages/customers/customers.tsx'),
      'CustomersPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'customers/$uid',
    validateSearch: searchOf('sell', 'esim', 'send', 'timeline'),
    component: lazyRouteComponent(() => import('../pages/customers/customer.tsx'), 'CustomerPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'catalogue',
    validateSearch: searchOf(
      ...(['q', 'country', 'set', 'size', 'validity', 'price', 'offered'] as const),
      ...(['sort', 'dir', 'open', 'add', 'view'] as const),
    ),
    component: lazyRouteComponent(
      () => import('../pages/catalogue/catalogue.tsx'),
      'CataloguePage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'inventory',
    validateSearch: searchOf(
      ...(['q', 'active', 'set', 'tag', 'sort', 'dir'] as const),
      ...(['open', 'stock', 'price', 'import', 'rules'] as const),
    ),
    component: lazyRouteComponent(
      () => import('../pages/inventory/inventory.tsx'),
      'InventoryPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'credits',
    validateSearch: searchOf('tab', 'buy', 'type', 'period', 'kind'),
    component: lazyRouteComponent(() => import('../pages/credits/credits.tsx'), 'CreditsPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'simulator',
    validateSearch: searchOf('iccid', 'sell'),
    component: lazyRouteComponent(
      () => import('../pages/simulator/simulator.tsx'),
      'SimulatorPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'keys',
    validateSearch: searchOf('new', 'open', 'device'),
    component: lazyRouteComponent(() => import('../pages/keys/keys.tsx'), 'KeysPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'apps',
    validateSearch: searchOf('new', 'open'),
    component: lazyRouteComponent(() => import('../pages/apps/apps.tsx'), 'AppsPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'approvals',
    component: lazyRouteComponent(
      () => import('../pages/approvals/approvals.tsx'),
      'ApprovalsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'webhooks',
    validateSearch: searchOf('tab', 'new', 'open', 'edit', 'event', 'status', 'replay'),
    component: lazyRouteComponent(() => import('../pages/webhooks/webhooks.tsx'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'events',
    validateSearch: searchOf('open', 'type', 'about', 'id'),
    component: lazyRouteComponent(() => import('../pages/events/events.tsx'), 'EventsPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'reports',
    validateSearch: searchOf(
      'period',
      'by',
      'interval',
      'show',
      'item',
      'set',
      'channel',
      'key',
      'metatag',
      'phones',
    ),
    component: lazyRouteComponent(() => import('../pages/reports/reports.tsx'), 'ReportsPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'requests',
    validateSearch: searchOf('q', 'method', 'code', 'open'),
    component: lazyRouteComponent(() => import('../pages/requests/requests.tsx'), 'RequestsPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'first-steps',
    validateSearch: searchOf('language'),
    component: lazyRouteComponent(
      () => import('../pages/first-steps/first-steps.tsx'),
      'FirstStepsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'tickets',
    validateSearch: searchOf(
      'status',
      'assignee',
      'open',
      'new',
      'subject',
      'text',
      'package',
      'iccid',
      'priority',
    ),
    component: lazyRouteComponent(() => import('../pages/tickets/tickets.tsx'), 'TicketsPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'guides',
    validateSearch: searchOf('open'),
    component: lazyRouteComponent(() => import('../pages/guides/guides.tsx'), 'GuidesPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'me',
    component: lazyRouteComponent(() => import('../pages/me/me.tsx'), 'MePage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'organization',
    validateSearch: searchOf('tab', 'invite', 'actor', 'action', 'open', 'period'),
    component: lazyRouteComponent(
      () => import('../pages/organization/organization.tsx'),
      'OrganizationPage',
    ),
  }),
] as const;
