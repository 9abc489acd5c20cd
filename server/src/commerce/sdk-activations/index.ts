export type { ActivationOf, SdkActivation } from './activation.ts';
export {
  insertActivation,
  keepSold,
  leaseActivation,
  releaseActivation,
  selectActivation,
  updateApproved,
} from './activation-store.ts';
export {
  claimFirstSale,
  deleteStaleUsers,
  eraseSdkUsersOf,
  keepCustomer,
  openUser,
  releaseFirstSale,
  selectUserByToken,
  selectUserForRegistration,
} from './user-store.ts';
