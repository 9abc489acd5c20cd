export { type Customer, type CustomerView, showCustomer } from './customer.ts';
export { aCustomer, CustomerSchema } from './customer-schema.ts';
export { erasePersonalDetails } from './erase-personal-details.ts';
export {
  type CustomerPage,
  holdCustomer,
  listCustomers,
  readCustomer,
  readCustomers,
  type Total,
} from './read-customers.ts';
export { addCustomers, loadCustomers } from './sell-to-customers.ts';
export { type KnownCustomer, resetCustomers } from './store.ts';
export { updateCustomer } from './update-customer.ts';
