export {
  APPROVAL_KINDS,
  APPROVAL_STATES,
  type Approval,
  showApproval,
  stateAt,
} from './approval.ts';
export {
  eraseCallsOf,
  eraseExpiredCalls,
  resetApprovals,
  selectApproval,
  selectApprovals,
  updateDecision,
  updateFailure,
  updateSold,
} from './approval-store.ts';
export {
  ApprovalRequired,
  askForBatch,
  askForSale,
  loadApprovals,
  nameOfCall,
} from './ask.ts';
export { expireApprovals } from './expire-approvals.ts';
export { recordApproval } from './record-approval.ts';
