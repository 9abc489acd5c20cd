import type { Step } from './postman.ts';

/** Choosing from the catalogue, and changing many prices at once. */
export const INVENTORY_JOURNEY: readonly Step[] = [
  {
    folder: 'Inventory',
    operation: 'GET /gigastore/catalogue',
    query: { offered: 'false', limit: '1' },
    saves: { productId: 'body.items[0].productId' },
  },
  {
    folder: 'Inventory',
    operation: 'GET /gigastore/catalogue/{productId}',
    path: { productId: '{{productId}}' },
  },
  {
    folder: 'Inventory',
    operation: 'POST /gigastore/products/inventory',
    body: {
      productId: '{{productId}}',
      retailPrice: { priceValue: 999.99, currencyCode: 'USD' },
    },
    saves: { newItemId: 'body.id' },
  },
  {
    folder: 'Inventory',
    operation: 'DELETE /gigastore/products/inventory/{id}',
    path: { id: '{{newItemId}}' },
    status: 204,
  },
  {
    folder: 'Pricing',
    operation: 'POST /gigastore/products/inventory/prices/preview',
    body: { method: 'margin', value: 40, rounding: 'to_99', countrySet: '{{countrySet}}' },
    saves: { priceToken: 'body.token' },
  },
  {
    folder: 'Pricing',
    operation: 'PUT /gigastore/products/inventory/prices',
    body: {
      method: 'margin',
      value: 40,
      rounding: 'to_99',
      countrySet: '{{countrySet}}',
      token: '{{priceToken}}',
    },
  },
  { folder: 'Pricing', operation: 'GET /gigastore/products/inventory/prices' },
  {
    folder: 'Pricing',
    operation: 'POST /gigastore/products/inventory/prices/import',
    body: { csv: 'id,retailPrice\n{{inventoryItemId}},99.99\n', dryRun: true },
  },
  {
    folder: 'Pricing',
    operation: 'POST /gigastore/pricing-rules',
    body: { name: 'Everything at 40 percent', method: 'margin', value: 40, rounding: 'to_99' },
    saves: { pricingRuleId: 'body.id' },
  },
  { folder: 'Pricing', operation: 'GET /gigastore/pricing-rules' },
  {
    folder: 'Pricing',
    operation: 'PUT /gigastore/pricing-rules/{id}',
    path: { id: '{{pricingRuleId}}' },
    body: { name: 'Everything at 45 percent', method: 'margin', value: 45, rounding: 'to_99' },
  },
  {
    folder: 'Pricing',
    operation: 'DELETE /gigastore/pricing-rules/{id}',
    path: { id: '{{pricingRuleId}}' },
    status: 204,
  },
  {
    folder: 'Inventory',
    operation: 'POST /gigastore/products/inventory/offers',
    body: { choice: 'nothing' },
  },
  {
    folder: 'Inventory',
    operation: 'PUT /gigastore/products/inventory',
    body: { active: true },
  },
];
