export { type Customer, type CustomerView, showCustomer } from './customer.ts';
export { aCustomer, CustomerSchema } from './customer-schema.ts';
export {
  type CustomerSearch,
  SEARCH_KEYS,
  SEARCH_MODES,
  type SearchKey,
  type SearchMode,
} from './customer-search.ts';
export { forgetDetails } from './forget-details.ts';
export {
  type CustomerPage,
  holdCustomer,
  listCustomers,
  readCustomer,
  readCustomers,
} from './read-customers.ts';
export { resetCustomers } from './reset-customers.ts';
export { searchCustomers } from './search-customers.ts';
export { addCustomers, loadCustomers } from './sell-to-customers.ts';
export type { KnownCustomer } from './store.ts';
export { updateCustomer } from './update-customer.ts';
