import type { InvalidPart, ProblemMembers, RefusalCode } from '../../kernel/refusal.ts';
import { Refusal } from '../../kernel/refusal.ts';

type Kind = { status: number; title: string };

/** The HTTP status and the title of each refusal (docs/api-compatibility.md#errors). */
export const PROBLEMS: Record<RefusalCode, Kind> = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  invalid_credentials: { status: 401, title: 'Wrong client id or secret' },
  sign_in_failed: { status: 401, title: 'Not signed in' },
  missing_token: { status: 401, title: 'No access token' },
  invalid_token: { status: 401, title: 'The access token is not valid' },
  token_expired: { status: 401, title: 'The access token has expired' },
  insufficient_credits: { status: 402, title: 'Not enough credits' },
  spend_limit_reached: { status: 402, title: 'The spend limit of this key is reached' },
  forbidden: { status: 403, title: 'Not allowed' },
  email_not_verified: { status: 403, title: 'The e-mail address is not confirmed' },
  account_suspended: { status: 403, title: 'The account is suspended' },
  insufficient_scope: { status: 403, title: 'The key lacks a scope' },
  second_person_required: { status: 403, title: 'A second person must decide' },
  sandbox_only: { status: 403, title: 'For sandbox accounts only' },
  route_not_found: { status: 404, title: 'No such route' },
  inventory_item_not_found: { status: 404, title: 'No such inventory item' },
  customer_not_found: { status: 404, title: 'No such customer' },
  activated_item_not_found: { status: 404, title: 'No such activated item' },
  esim_profile_not_found: { status: 404, title: 'No such eSIM profile' },
  country_set_not_found: { status: 404, title: 'No such country set' },
  country_not_found: { status: 404, title: 'No such country' },
  profile_domain_not_found: { status: 404, title: 'No such profile domain' },
  api_key_not_found: { status: 404, title: 'No such API key' },
  webhook_not_found: { status: 404, title: 'No such webhook' },
  delivery_not_found: { status: 404, title: 'No such delivery' },
  billing_details_not_found: { status: 404, title: 'No billing details yet' },
  invoice_not_found: { status: 404, title: 'No such invoice or credit note' },
  payment_method_not_found: { status: 404, title: 'No such payment method' },
  purchase_not_found: { status: 404, title: 'No such purchase' },
  link_not_found: { status: 404, title: 'No such link' },
  session_not_found: { status: 404, title: 'No such session' },
  passkey_not_found: { status: 404, title: 'No such passkey' },
  person_not_found: { status: 404, title: 'No such person' },
  usage_report_not_found: { status: 404, title: 'No such usage report' },
  invitation_not_found: { status: 404, title: 'No such invitation' },
  organization_not_found: { status: 404, title: 'No such organization' },
  account_not_found: { status: 404, title: 'No such account' },
  price_list_not_found: { status: 404, title: 'No such price list' },
  data_plan_not_found: { status: 404, title: 'No such data plan' },
  adjustment_not_found: { status: 404, title: 'No such adjustment' },
  approval_request_not_found: { status: 404, title: 'No such approval request' },
  ticket_not_found: { status: 404, title: 'No such ticket' },
  attachment_not_found: { status: 404, title: 'No such attachment' },
  canned_answer_not_found: { status: 404, title: 'No such canned answer' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  price_mismatch: { status: 409, title: 'The price is not the expected one' },
  country_set_mismatch: { status: 409, title: 'The customer has another country set' },
  inventory_item_inactive: { status: 409, title: 'The inventory item is not for sale' },
  out_of_stock: { status: 409, title: 'Out of stock' },
  idempotency_key_in_progress: { status: 409, title: 'The first request is still running' },
  already_active: { status: 409, title: 'The package is active already' },
  already_refunded: { status: 409, title: 'The package is refunded already' },
  not_refundable_used: { status: 409, title: 'Not refundable: data was used' },
  not_refundable_expired: { status: 409, title: 'Not refundable: the package has expired' },
  not_refundable_stock: { status: 409, title: 'Not refundable: taken from prepaid stock' },
  refund_limit_reached: { status: 409, title: 'The refund limit of this month is reached' },
  replacement_limit_reached: { status: 409, title: 'The limit of replacements is reached' },
  installation_limit_reached: { status: 409, title: 'The installation limit is reached' },
  invalid_state: { status: 409, title: 'Not possible in this state' },
  customer_deleted: { status: 409, title: 'The customer was deleted' },
  billing_details_required: { status: 409, title: 'Billing details are needed first' },
  billing_not_set_up: { status: 409, title: 'Credits cannot be bought yet' },
  payment_method_required: { status: 409, title: 'No payment method' },
  already_member: { status: 409, title: 'A member of an organization already' },
  last_owner: { status: 409, title: 'The last owner stays' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is not JSON' },
  idempotency_key_reused: { status: 422, title: 'The idempotency key was used before' },
  activation_mode_not_allowed: { status: 422, title: 'The activation mode is not allowed' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  supplier_unavailable: { status: 503, title: 'The supplier does not answer' },
  payments_unavailable: { status: 503, title: 'Cards cannot be charged' },
  service_unavailable: { status: 503, title: 'Not available right now' },
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

/** Where the problem was met: the documentation's address, the path without its query, the id. */
export type Scene = { errorsUrl: string; path: string; requestId: string };

/** The problem document of a refusal. */
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

/** The refusal that stands for anything unexpected; says nothing of its cause. */
export function internalError(): Refusal {
  return new Refusal('internal_error', 'Something went wrong on our side. Nothing was changed.');
}
