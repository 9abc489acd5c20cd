export { type Customer, type CustomerView, showCustomer } from './customer.ts';
