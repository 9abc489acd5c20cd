import type { Step } from './postman.ts';

/** The requests that find packages and customers. */
export const LOOKING_UP: readonly Step[] = [
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/activations/activated-items',
    query: { page_size: '10', sort_by: 'DATE', sort_dir: 'DESC' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/activations/activated-items/{uid}',
    path: { uid: '{{activatedItemUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/activations/customers',
    query: { page_size: '10' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/activations/customers/{uid}',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/activations/customers/{uid}/personal-data',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'PUT /gigastore/activations/customers/{uid}',
    path: { uid: '{{customerUid}}' },
    body: { customerEmail: 'traveller.new@example.com', countryOfResidence: 'AT' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'POST /gigastore/activations/search-customers',
    body: {
      searchKey: 'EMAIL',
      searchQuery: 'traveller.new',
      searchMode: 'startsWith',
      pageSize: 10,
      pageIndex: 0,
    },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/activations/customers/{uid}/profile-domains',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/packages',
    query: { q: 'order-1001' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/customers',
    query: { limit: '10' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/search',
    query: { q: 'traveller.new@example.com' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/packages/{uid}/usage',
    path: { uid: '{{activatedItemUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/customers/{uid}/usage',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'POST /gigastore/customers/{uid}/notes',
    path: { uid: '{{customerUid}}' },
    body: { text: 'Prefers to be called in the afternoon.' },
    status: 201,
    saves: { noteId: 'body.id' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/customers/{uid}/notes',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'PUT /gigastore/customers/{uid}/notes/{id}',
    path: { uid: '{{customerUid}}', id: '{{noteId}}' },
    body: { text: 'Prefers to be called in the morning.' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'DELETE /gigastore/customers/{uid}/notes/{id}',
    status: 204,
    path: { uid: '{{customerUid}}', id: '{{noteId}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'PUT /gigastore/customers/{uid}/tags',
    path: { uid: '{{customerUid}}' },
    body: { tags: ['vip'] },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/customers/{uid}/tags',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'POST /gigastore/esim/{iccid}/send-installation',
    status: 202,
    path: { iccid: '{{iccid}}' },
    body: { email: 'traveller.new@example.com', language: 'en' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/customers/{uid}/timeline',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Find packages and customers',
    operation: 'GET /gigastore/esim/{iccid}/status/connectivity',
    path: { iccid: '{{iccid}}' },
  },
  {
    folder: 'Reports',
    operation: 'GET /gigastore/reports/sales',
    query: { interval: 'week', group_by: 'item,sales_channel', time_zone: 'Europe/Vienna' },
  },
  {
    folder: 'Reports',
    operation: 'GET /gigastore/reports/summary',
    query: { time_zone: 'Europe/Vienna' },
  },
  {
    folder: 'Reports',
    operation: 'GET /gigastore/reports/installations',
    query: { group_by: 'model,system_version', time_zone: 'Europe/Vienna' },
  },
  {
    folder: 'Branding',
    operation: 'PUT /gigastore/branding',
    body: {
      displayName: 'Acme Travel',
      accentColor: '#0b6e5f',
      supportEmail: 'help@acme.example',
      shopUrl: 'https://acme.example/esim',
      defaultLocale: 'en',
    },
  },
  {
    folder: 'Branding',
    operation: 'PUT /gigastore/branding/logo',
    body: {
      contentType: 'image/svg+xml',
      content: 'PHN2ZyB2aWV3Qm94PSIwIDAgOCA4Ij48cGF0aCBkPSJNMCAwaDh2OHoiLz48L3N2Zz4=',
    },
  },
  {
    folder: 'Branding',
    operation: 'PUT /gigastore/traveller-mails',
    body: { installation: true, lowData: true },
  },
  { folder: 'Branding', operation: 'GET /gigastore/traveller-mails' },
  {
    folder: 'Branding',
    operation: 'GET /gigastore/traveller-mails/preview',
    query: { kind: 'lowData' },
  },
  { folder: 'Branding', operation: 'GET /gigastore/branding' },
  { folder: 'Branding', operation: 'DELETE /gigastore/branding/logo', status: 204 },
];
