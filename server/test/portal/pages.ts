import type { Sold } from '../../../portal/test/fill.mjs';
import type { Person } from './stage.ts';

/** A page of the portal in one of its states. */
export type PortalPage = {
  name: string;
  path: string;
  /** The person who opens it; undefined for a page without a session. */
  as?: Person;
  /** A text that the complete page has; default: its title. */
  shows?: string;
};

/** Every page in its usual state; `sold` is what the store was filled with. */
export function portalPages(sold: Sold[]): PortalPage[] {
  // The first one has no data left; the second one has a ticket as well.
  const sale = sold[1] ?? sold[0];
  if (!sale) throw new Error('nothing was sold');
  const { customer, activatedItem, esimProfile } = sale;
  const ticketId = sold[0]?.ticketId ?? 'none';
  return [...PUBLIC_PAGES, ...SIGNED_IN_PAGES].map((page) => ({
    ...page,
    path: page.path
      .replace('$customer', customer.uid)
      .replace('$sale', activatedItem.uid)
      .replace('$ticket', ticketId)
      .replace('$iccid', esimProfile.iccid),
  }));
}

const PUBLIC_PAGES: PortalPage[] = [
  { name: 'sign-in', path: 'sign-in' },
  { name: 'sign-up', path: 'sign-up' },
  { name: 'forgot-password', path: 'forgot-password' },
  { name: 'set-password', path: 'set-password?token=none' },
  { name: 'verify', path: 'verify?token=none' },
  { name: 'invitation', path: 'invitation?token=none' },
];

/** The platform's own pages. */
const OPERATOR_PAGES: PortalPage[] = [
  { name: 'operator', path: 'operator' },
  { name: 'operator-resellers', path: 'operator/resellers' },
  { name: 'operator-new-reseller', path: 'operator/resellers?new=reseller' },
  { name: 'operator-offers', path: 'operator/resellers?new=offers' },
  { name: 'operator-apps', path: 'operator/app-registrations' },
  { name: 'operator-announcements', path: 'operator/announcements' },
  { name: 'operator-new-announcement', path: 'operator/announcements?new=announcement' },
  { name: 'operator-tickets', path: 'operator/desk' },
  { name: 'operator-ticket', path: 'operator/desk?open=$ticket' },
  { name: 'operator-transfers', path: 'operator/money' },
  { name: 'operator-statements', path: 'operator/money?tab=statements' },
  { name: 'operator-new-statement', path: 'operator/money?tab=statements&new=statement' },
  { name: 'operator-approvals', path: 'operator/money?tab=approvals' },
  { name: 'operator-adjustments', path: 'operator/money?tab=adjustments' },
  { name: 'operator-new-adjustment', path: 'operator/money?tab=adjustments&new=adjustment' },
  { name: 'operator-reports', path: 'operator/sales-report?by=carrier' },
  { name: 'operator-desk-report', path: 'operator/sales-report?tab=tickets' },
  { name: 'operator-canned-answers', path: 'operator/desk?answers=open' },
  { name: 'operator-disputes', path: 'operator/money?tab=disputes' },
  { name: 'operator-plans', path: 'operator/plans' },
  { name: 'operator-new-plan', path: 'operator/plans?new=plan' },
  { name: 'operator-import', path: 'operator/plans?import=csv' },
  { name: 'operator-price-lists', path: 'operator/price-lists' },
  { name: 'operator-price-list', path: 'operator/price-lists?q=Austria' },
  { name: 'operator-country-sets', path: 'operator/country-sets' },
  { name: 'operator-country-set', path: 'operator/country-sets?open=EU' },
  { name: 'operator-stock', path: 'operator/stock' },
  { name: 'operator-import-profiles', path: 'operator/stock?import=csv' },
  { name: 'operator-suppliers', path: 'operator/carriers' },
  { name: 'operator-smdps', path: 'operator/carriers?tab=smdps' },
  { name: 'operator-orders', path: 'operator/carriers?tab=orders' },
  { name: 'operator-catalogues', path: 'operator/carriers?tab=catalogues' },
  { name: 'operator-usage-feeds', path: 'operator/carriers?tab=feeds' },
  { name: 'operator-new-radius-client', path: 'operator/carriers?tab=feeds&open=new' },
  { name: 'operator-usage-files', path: 'operator/carriers?tab=files' },
  { name: 'operator-rejected-usage', path: 'operator/carriers?tab=rejected' },
  { name: 'operator-carrier-keys', path: 'operator/carriers?tab=keys' },
  { name: 'operator-profile-imports', path: 'operator/carriers?tab=imports' },
  { name: 'operator-operations', path: 'operator/operations' },
  { name: 'operator-deliveries', path: 'operator/operations?tab=deliveries' },
  { name: 'operator-ledger-checks', path: 'operator/operations?tab=checks' },
  { name: 'operator-sign-ins', path: 'operator/operations?tab=signIns' },
  { name: 'operator-installation', path: 'operator/installation' },
  { name: 'operator-seller', path: 'operator/installation?tab=seller' },
  { name: 'operator-people', path: 'operator/organization' },
  { name: 'operator-keys', path: 'operator/organization?tab=operator-keys' },
  { name: 'operator-audit-log', path: 'operator/organization?tab=audit' },
];

const SIGNED_IN_PAGES: PortalPage[] = [
  { name: 'home', path: 'sandbox' },
  { name: 'home-empty', path: 'live' },
  { name: 'catalogue', path: 'sandbox/catalogue' },
  { name: 'catalogue-map', path: 'sandbox/catalogue?view=map&country=TR' },
  { name: 'inventory', path: 'sandbox/inventory' },
  { name: 'inventory-prices', path: 'sandbox/inventory?price=new' },
  { name: 'inventory-import', path: 'sandbox/inventory?import=csv' },
  { name: 'inventory-rules', path: 'sandbox/inventory?rules=open' },
  { name: 'inventory-empty', path: 'live/inventory' },
  { name: 'sales', path: 'sandbox/sales' },
  { name: 'sell-many', path: 'sandbox/sales/many' },
  { name: 'sell-many-new', path: 'sandbox/sales/many?new=batch' },
  { name: 'sales-empty', path: 'live/sales' },
  { name: 'sale', path: 'sandbox/sales?open=$sale' },
  { name: 'sell', path: 'sandbox/sales?sell=new' },
  { name: 'customers', path: 'sandbox/customers' },
  { name: 'customer', path: 'sandbox/customers/$customer' },
  { name: 'send-link', path: 'sandbox/customers/$customer?send=$iccid' },
  { name: 'reports', path: 'sandbox/reports' },
  { name: 'reports-empty', path: 'live/reports' },
  { name: 'credits', path: 'sandbox/credits' },
  { name: 'credits-purchases', path: 'sandbox/credits?tab=purchases' },
  { name: 'credits-invoices', path: 'sandbox/credits?tab=invoices' },
  { name: 'credits-settings', path: 'sandbox/credits?tab=settings' },
  { name: 'buy-credits', path: 'sandbox/credits?buy=new' },
  { name: 'simulator', path: 'sandbox/simulator?iccid=$iccid' },
  { name: 'keys', path: 'sandbox/keys' },
  { name: 'new-key', path: 'sandbox/keys?new=key' },
  { name: 'key', path: 'sandbox/keys?open=demo-client' },
  { name: 'apps', path: 'sandbox/apps' },
  { name: 'new-app', path: 'sandbox/apps?new=app' },
  { name: 'approvals', path: 'sandbox/approvals' },
  { name: 'webhooks', path: 'sandbox/webhooks' },
  { name: 'webhooks-deliveries', path: 'sandbox/webhooks?tab=deliveries' },
  { name: 'new-endpoint', path: 'sandbox/webhooks?new=endpoint' },
  { name: 'replay', path: 'sandbox/webhooks?tab=deliveries&replay=range' },
  { name: 'events', path: 'sandbox/events' },
  { name: 'requests', path: 'sandbox/requests' },
  { name: 'first-steps', path: 'sandbox/first-steps' },
  { name: 'tickets', path: 'sandbox/tickets' },
  { name: 'ticket', path: 'sandbox/tickets?open=$ticket' },
  { name: 'new-ticket', path: 'sandbox/tickets?new=ticket' },
  { name: 'guides', path: 'sandbox/guides' },
  { name: 'me', path: 'sandbox/me' },
  { name: 'organization', path: 'sandbox/organization' },
  { name: 'billing-details', path: 'sandbox/organization?tab=billing' },
  { name: 'branding', path: 'sandbox/organization?tab=branding' },
  { name: 'team', path: 'sandbox/organization?tab=team' },
  { name: 'notifications', path: 'sandbox/organization?tab=notifications' },
  { name: 'go-live', path: 'sandbox/organization?tab=go-live' },
  { name: 'audit-log', path: 'sandbox/organization?tab=audit' },
  { name: 'home-viewer', path: 'sandbox', as: 'viewer' },
  ...OPERATOR_PAGES.map((page) => ({ as: 'operator', ...page })),
].map((page) => ({ as: 'owner', ...page }) as PortalPage);
