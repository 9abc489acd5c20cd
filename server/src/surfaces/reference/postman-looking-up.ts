import type { Step } from './postman.ts';

/** The calls of the collection that find what was sold, and to whom. */
export const LOOKING_UP: readonly Step[] = [
  {
    folder: 'Look up',
    operation: 'GET /gigastore/activations/activated-items',
    query: { page_size: '10', sort_by: 'DATE', sort_dir: 'DESC' },
  },
  {
    folder: 'Look up',
    operation: 'GET /gigastore/activations/activated-items/{uid}',
    path: { uid: '{{activatedItemUid}}' },
  },
  {
    folder: 'Look up',
    operation: 'GET /gigastore/activations/customers',
    query: { page_size: '10' },
  },
  {
    folder: 'Look up',
    operation: 'GET /gigastore/activations/customers/{uid}',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Look up',
    operation: 'GET /gigastore/activations/customers/{uid}/personal-data',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Look up',
    operation: 'PUT /gigastore/activations/customers/{uid}',
    path: { uid: '{{customerUid}}' },
    body: { customerEmail: 'traveller.new@example.com', countryOfResidence: 'AT' },
  },
  {
    folder: 'Look up',
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
    folder: 'Look up',
    operation: 'GET /gigastore/activations/customers/{uid}/profile-domains',
    path: { uid: '{{customerUid}}' },
  },
  {
    folder: 'Look up',
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
];
