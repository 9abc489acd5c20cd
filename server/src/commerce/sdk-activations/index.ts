export { activationInProgress, type SdkActivation } from './activation.ts';
export {
  insertActivation,
  type LockedActivation,
  leaseActivation,
  lockActivations,
  releaseActivation,
  selectActivation,
  updateApproved,
} from './activation-store.ts';
export { keepSold } from './keep-sold.ts';
export { REGISTER_CUSTOMER_TASK } from './register-customer-job.ts';
export {
  deleteStaleUsers,
  eraseSdkUsersOf,
  openUser,
  resetSdkUsers,
  selectUserByToken,
  selectUserForRegistration,
} from './user-store.ts';
