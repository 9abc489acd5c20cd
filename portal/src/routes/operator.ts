import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { searchOf } from '../search-params.ts';
import { sideRoute } from './base.ts';

const side = () => sideRoute;

/** The operators' pages, each loaded when first opened. */
export const operatorRoutes = [
  createRoute({
    getParentRoute: side,
    path: 'resellers',
    validateSearch: searchOf('q', 'closed', 'open', 'new', 'found'),
    component: lazyRouteComponent(
      () => import('../operator/resellers/resellers.tsx'),
      'ResellersPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'app-registrations',
    validateSearch: searchOf('state', 'account', 'open'),
    component: lazyRouteComponent(
      () => import('../operator/apps/registrations.tsx'),
      'RegistrationsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'announcements',
    validateSearch: searchOf('new'),
    component: lazyRouteComponent(
      () => import('../operator/announcements/announcements.tsx'),
      'AnnouncementsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'desk',
    validateSearch: searchOf('status', 'priority', 'assignee', 'reseller', 'open', 'answers'),
    component: lazyRouteComponent(() => import('../operator/desk/desk.tsx'), 'DeskPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'money',
    validateSearch: searchOf('tab', 'state', 'receipt', 'new', 'account', 'line'),
    component: lazyRouteComponent(() => import('../operator/money/money.tsx'), 'MoneyPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'sales-report',
    validateSearch: searchOf('tab', 'period', 'mode', 'show', 'reseller', 'by'),
    component: lazyRouteComponent(() => import('../operator/sales/sales.tsx'), 'SalesReportPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'plans',
    validateSearch: searchOf('q', 'set', 'carrier', 'retired', 'open', 'new', 'import'),
    component: lazyRouteComponent(() => import('../operator/plans/plans.tsx'), 'PlansPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'price-lists',
    validateSearch: searchOf('open', 'new', 'q'),
    component: lazyRouteComponent(
      () => import('../operator/price-lists/price-lists.tsx'),
      'PriceListsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'country-sets',
    validateSearch: searchOf('open', 'new', 'import'),
    component: lazyRouteComponent(
      () => import('../operator/country-sets/country-sets.tsx'),
      'CountrySetsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'stock',
    validateSearch: searchOf('open', 'iccid', 'import'),
    component: lazyRouteComponent(() => import('../operator/stock/stock.tsx'), 'StockPage'),
  }),
  createRoute({
    getParentRoute: side,
    path: 'carriers',
    validateSearch: searchOf('tab', 'open', 'show'),
    component: lazyRouteComponent(
      () => import('../operator/carriers/carriers.tsx'),
      'CarriersPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'operations',
    validateSearch: searchOf(
      ...(['tab', 'open', 'state', 'reseller', 'task', 'who', 'ip', 'code'] as const),
      ...(['outcome', 'period'] as const),
    ),
    component: lazyRouteComponent(
      () => import('../operator/operations/operations.tsx'),
      'OperationsPage',
    ),
  }),
  createRoute({
    getParentRoute: side,
    path: 'installation',
    validateSearch: searchOf('tab'),
    component: lazyRouteComponent(
      () => import('../operator/installation/installation.tsx'),
      'InstallationPage',
    ),
  }),
] as const;
