import type { Step } from './postman.ts';

/** Buying credits by a test card and by bank transfer, and cancelling a purchase. */
export const PAYMENT_JOURNEY: readonly Step[] = [
  {
    folder: 'Billing',
    operation: 'POST /gigastore/credits/purchases/quote',
    body: { amount: { priceValue: 100, currencyCode: 'USD' } },
  },
  {
    folder: 'Billing',
    operation: 'POST /gigastore/payment-methods/setup',
    body: { testCard: '4242424242424242' },
    saves: { paymentMethodId: 'body.paymentMethod.id' },
  },
  { folder: 'Billing', operation: 'GET /gigastore/payment-methods' },
  {
    folder: 'Billing',
    operation: 'PUT /gigastore/payment-methods/{id}/default',
    path: { id: '{{paymentMethodId}}' },
  },
  {
    folder: 'Billing',
    operation: 'POST /gigastore/credits/purchases',
    body: { amount: { priceValue: 100, currencyCode: 'USD' } },
    saves: { purchaseId: 'body.id' },
    status: 202,
  },
  {
    folder: 'Billing',
    operation: 'GET /gigastore/credits/purchases/{id}',
    path: { id: '{{purchaseId}}' },
  },
  {
    folder: 'Billing',
    operation: 'POST /gigastore/credits/purchases',
    name: 'Buy credits by bank transfer',
    body: { amount: { priceValue: 100, currencyCode: 'USD' }, method: 'bank_transfer' },
    saves: { transferId: 'body.id' },
    status: 202,
  },
  {
    folder: 'Billing',
    operation: 'POST /gigastore/sandbox/purchases/{id}/simulate',
    path: { id: '{{transferId}}' },
    body: { event: 'receive_transfer' },
    saves: { invoiceNumber: 'body.invoiceNumber' },
  },
  { folder: 'Billing', operation: 'GET /gigastore/credits/invoices', query: { limit: '10' } },
  {
    folder: 'Billing',
    operation: 'GET /gigastore/credits/invoices/{number}.pdf',
    path: { number: '{{invoiceNumber}}' },
  },
  {
    folder: 'Billing',
    operation: 'GET /gigastore/credits/invoices/archive',
    query: { kind: 'invoice' },
  },
  {
    folder: 'Billing',
    operation: 'GET /gigastore/credits/statement.pdf',
    query: { month: '2026-04', time_zone: 'Europe/Vienna' },
  },
  {
    folder: 'Billing',
    operation: 'GET /gigastore/credits/balance-history',
    query: { time_zone: 'Europe/Vienna' },
  },
  {
    folder: 'Billing',
    operation: 'POST /gigastore/credits/purchases',
    name: 'Buy credits by bank transfer, then cancel',
    body: { amount: { priceValue: 50, currencyCode: 'USD' }, method: 'bank_transfer' },
    saves: { unwantedId: 'body.id' },
    status: 202,
  },
  {
    folder: 'Billing',
    operation: 'POST /gigastore/credits/purchases/{id}/cancel',
    path: { id: '{{unwantedId}}' },
    status: 202,
  },
  { folder: 'Billing', operation: 'GET /gigastore/credits/purchases', query: { limit: '10' } },
  {
    folder: 'Billing',
    operation: 'PUT /gigastore/credits/auto-top-up',
    body: {
      enabled: true,
      threshold: { priceValue: 5, currencyCode: 'USD' },
      amount: { priceValue: 20, currencyCode: 'USD' },
      monthlyCap: { priceValue: 200, currencyCode: 'USD' },
    },
  },
  { folder: 'Billing', operation: 'GET /gigastore/credits/auto-top-up' },
  {
    folder: 'Billing',
    operation: 'GET /gigastore/credits/auto-top-up/attempts',
    query: { limit: '10' },
  },
  {
    folder: 'Billing',
    operation: 'PUT /gigastore/credits/auto-top-up',
    name: 'Disable the automatic top-up',
    body: { enabled: false },
  },
  {
    folder: 'Billing',
    operation: 'DELETE /gigastore/payment-methods/{id}',
    path: { id: '{{paymentMethodId}}' },
    status: 204,
  },
];
