export { type Customer, type CustomerView, showCustomer } from './customer.ts';
export { aCustomer, CustomerSchema } from './customer-schema.ts';
export { readCustomers } from './read-customers.ts';
export { addCustomers, loadCustomers } from './sell-to-customers.ts';
export type { KnownCustomer } from './store.ts';
