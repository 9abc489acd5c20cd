import type { InvalidPart, ProblemMembers, RefusalCode } from '../../kernel/refusal.ts';
import { Refusal } from '../../kernel/refusal.ts';

type Kind = { status: number; title: string };

/** The HTTP status and the title of each refusal (docs/api-compatibility.md#errors). */
export const PROBLEMS: Record<RefusalCode, Kind> = {
  invalid_request: { status: 400, title: 'The request is invalid' },
  invalid_credentials: { status: 401, title: 'The client ID or secret is wrong' },
  sign_in_failed: { status: 401, title: 'Sign-in failed' },
  missing_token: { status: 401, title: 'The access token is missing' },
  invalid_token: { status: 401, title: 'The access token is invalid' },
  token_expired: { status: 401, title: 'The access token has expired' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  spend_limit_reached: { status: 402, title: 'The spend limit of the API key is reached' },
  mandate_exceeded: { status: 403, title: 'The mandate of the API key does not allow this' },
  approval_rejected: { status: 403, title: 'The approval was rejected or has expired' },
  forbidden: { status: 403, title: 'Not allowed' },
  app_not_attested: { status: 403, title: 'The attestation of the app is missing or wrong' },
  email_not_verified: { status: 403, title: 'The email address is not verified' },
  account_suspended: { status: 403, title: 'The account is suspended' },
  insufficient_scope: { status: 403, title: 'A scope is missing' },
  second_person_required: { status: 403, title: 'A second person must approve this' },
  sandbox_only: { status: 403, title: 'Available for sandbox accounts only' },
  route_not_found: { status: 404, title: 'Route not found' },
  inventory_item_not_found: { status: 404, title: 'Inventory item not found' },
  customer_not_found: { status: 404, title: 'Customer not found' },
  activated_item_not_found: { status: 404, title: 'Activated item not found' },
  esim_profile_not_found: { status: 404, title: 'eSIM profile not found' },
  country_set_not_found: { status: 404, title: 'Country set not found' },
  country_not_found: { status: 404, title: 'Country not found' },
  profile_domain_not_found: { status: 404, title: 'Profile domain not found' },
  api_key_not_found: { status: 404, title: 'API key not found' },
  webhook_not_found: { status: 404, title: 'Webhook endpoint not found' },
  delivery_not_found: { status: 404, title: 'Webhook delivery not found' },
  billing_details_not_found: { status: 404, title: 'Billing details are not set' },
  invoice_not_found: { status: 404, title: 'Invoice or credit note not found' },
  payment_method_not_found: { status: 404, title: 'Payment method not found' },
  purchase_not_found: { status: 404, title: 'Credit purchase not found' },
  link_not_found: { status: 404, title: 'Link not found' },
  device_login_not_found: { status: 404, title: 'Device login not found' },
  session_not_found: { status: 404, title: 'Session not found' },
  passkey_not_found: { status: 404, title: 'Passkey not found' },
  person_not_found: { status: 404, title: 'Person not found' },
  invitation_not_found: { status: 404, title: 'Invitation not found' },
  organization_not_found: { status: 404, title: 'Organization not found' },
  account_not_found: { status: 404, title: 'Account not found' },
  price_list_not_found: { status: 404, title: 'Price list not found' },
  data_plan_not_found: { status: 404, title: 'Data plan not found' },
  pricing_rule_not_found: { status: 404, title: 'Pricing rule not found' },
  adjustment_not_found: { status: 404, title: 'Adjustment not found' },
  note_not_found: { status: 404, title: 'Note not found' },
  batch_not_found: { status: 404, title: 'Batch not found' },
  ticket_not_found: { status: 404, title: 'Ticket not found' },
  request_not_found: { status: 404, title: 'Request not found' },
  bank_line_not_found: { status: 404, title: 'Bank entry not found' },
  usage_record_not_found: { status: 404, title: 'Usage record not found' },
  usage_file_not_found: { status: 404, title: 'Usage file not found' },
  smdp_not_found: { status: 404, title: 'SM-DP+ not found' },
  usage_format_not_found: { status: 404, title: 'Format of usage files not found' },
  usage_report_not_found: { status: 404, title: 'Usage report not found' },
  attachment_not_found: { status: 404, title: 'Attachment not found' },
  sdk_app_not_found: { status: 404, title: 'App not found' },
  sdk_key_not_found: { status: 404, title: 'SDK key not found' },
  canned_answer_not_found: { status: 404, title: 'Canned answer not found' },
  approval_not_found: { status: 404, title: 'Approval not found' },
  planned_price_not_found: { status: 404, title: 'Planned price not found' },
  announcement_not_found: { status: 404, title: 'Announcement not found' },
  approval_request_not_found: { status: 404, title: 'Approval request not found' },
  carrier_order_not_found: { status: 404, title: 'Order at a carrier not found' },
  radius_client_not_found: { status: 404, title: 'RADIUS client not found' },
  catalogue_run_not_found: { status: 404, title: 'Import of a catalogue not found' },
  billing_not_set_up: { status: 409, title: 'Credits cannot be bought yet' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  price_mismatch: { status: 409, title: 'The price has changed' },
  price_below_cost: { status: 409, title: 'The retail price is below the wholesale price' },
  prepaid_units_left: { status: 409, title: 'The item has prepaid units' },
  country_set_mismatch: { status: 409, title: 'The customer has a different country set' },
  inventory_item_inactive: { status: 409, title: 'The inventory item is inactive' },
  out_of_stock: { status: 409, title: 'Out of stock' },
  idempotency_key_in_progress: {
    status: 409,
    title: 'A request with this idempotency key is in progress',
  },
  already_active: { status: 409, title: 'The package is already active' },
  already_refunded: { status: 409, title: 'The package is already refunded' },
  not_refundable_used: { status: 409, title: 'Not refundable: data was used' },
  not_refundable_expired: { status: 409, title: 'Not refundable: the package has expired' },
  not_refundable_stock: { status: 409, title: 'Not refundable: sold from prepaid stock' },
  refund_limit_reached: { status: 409, title: 'The monthly refund limit is reached' },
  replacement_limit_reached: { status: 409, title: 'The replacement limit is reached' },
  installation_limit_reached: { status: 409, title: 'The installation limit is reached' },
  approval_required: { status: 409, title: 'A person must approve this' },
  invalid_state: { status: 409, title: 'Not allowed in the current state' },
  customer_deleted: { status: 409, title: 'The customer was erased' },
  billing_details_required: { status: 409, title: 'Billing details are required' },
  payment_method_required: { status: 409, title: 'A payment method is required' },
  already_member: { status: 409, title: 'Already a member of an organization' },
  last_owner: { status: 409, title: 'The last owner cannot be removed' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The media type is not supported' },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key was used with a different request',
  },
  activation_mode_not_allowed: { status: 422, title: 'The activation mode is not allowed' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our end' },
  supplier_unavailable: { status: 503, title: 'The supplier is unavailable' },
  payments_unavailable: { status: 503, title: 'Card payments are unavailable' },
  service_unavailable: { status: 503, title: 'Temporarily unavailable' },
};

/** The body of an error (docs/api-compatibility.md#errors). */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: RefusalCode;
  detail: string;
  message: string;
  instance: string;
  requestId: string;
  errors?: InvalidPart[];
} & ProblemMembers;

/** The address of the error pages, the path without its query, and the request ID. */
export type Scene = { errorsUrl: string; path: string; requestId: string };

/** Returns the problem document of a refusal. */
export function toProblem(refusal: Refusal, scene: Scene): Problem {
  const { status, title } = PROBLEMS[refusal.code];
  const problem: Problem = {
    type: `${scene.errorsUrl}/${refusal.code}`,
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
    message: refusal.message,
    instance: scene.path,
    requestId: scene.requestId,
    ...refusal.members,
  };
  if (refusal.code === 'invalid_request') problem.errors = refusal.errors ?? [];
  return problem;
}

/** Returns the refusal of an unexpected error. It does not disclose the cause. */
export function internalError(): Refusal {
  return new Refusal('internal_error', 'Something went wrong on our end. Nothing was changed.');
}
