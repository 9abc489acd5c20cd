export { type Customer, showCustomer } from './customer.ts';
export { aCustomer, CustomerSchema } from './customer-schema.ts';
export { erasePersonalDetails } from './erase-personal-details.ts';
export { type Note, showNote } from './note.ts';
export { NoteSchema, registerNoteRoutes } from './note-routes.ts';
export { eraseNotesAndTags, readNotesOf, readTagsOf, resetNotes, resetTags } from './note-store.ts';
export {
  type CustomerPage,
  holdCustomer,
  listCustomers,
  readCustomer,
  readCustomers,
  type Total,
} from './read-customers.ts';
export { addCustomers, loadCustomers } from './sell-to-customers.ts';
export {
  CUSTOMER_COLUMNS,
  type KnownCustomer,
  raiseCustomerLinkVersion,
  rememberLanguage,
  resetCustomers,
  selectCustomerOfProfile,
  unsubscribeCustomer,
} from './store.ts';
export { updateCustomer } from './update-customer.ts';
