/**
 * Operations whose fields have rules that only words of the document say: fields that go together,
 * files, times within a window. A sound request of one is the granted request as it is; what is
 * done wrong with it is drawn as for all others.
 */
export const RULED_BY_WORDS = new Set([
  'POST /gigastore/api-keys/{clientId}/rotate-secret',
  'PUT /gigastore/organization',
  'PUT /gigastore/branding',
  'PUT /gigastore/branding/logo',
  'PUT /gigastore/products/inventory/prices',
  'POST /gigastore/products/inventory/prices/preview',
  'POST /gigastore/products/inventory/prices/import',
  'POST /gigastore/pricing-rules',
  'PUT /gigastore/pricing-rules/{id}',
  'PUT /operator/carrier-networks',
  'POST /gigastore/activations/batches/preview',
  'POST /gigastore/activations/batches',
  'GET /gigastore/packages',
  'GET /gigastore/customers',
  'PUT /gigastore/customers/{uid}/tags',
  'GET /gigastore/esims',
  'GET /gigastore/credits/balance-history',
  'GET /gigastore/credits/statement.pdf',
  'GET /gigastore/requests',
  'POST /gigastore/tickets/{id}/attachments',
  'POST /operator/tickets/{id}/attachments',
  'GET /gigastore/search',
  'GET /gigastore/customers/{uid}/timeline',
  'PUT /operator/seller',
  'GET /gigastore/reports/sales',
  'GET /gigastore/reports/summary',
  'POST /operator/keys',
]);
