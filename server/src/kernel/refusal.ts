/** The codes of refusals (docs/api-compatibility.md#errors), which `PROBLEMS` gives a status. */
export type RefusalCode =
  | 'invalid_request'
  | 'invalid_credentials'
  | 'sign_in_failed'
  | 'missing_token'
  | 'invalid_token'
  | 'token_expired'
  | 'insufficient_credits'
  | 'spend_limit_reached'
  | 'mandate_exceeded'
  | 'approval_required'
  | 'approval_rejected'
  | 'forbidden'
  | 'app_not_attested'
  | 'email_not_verified'
  | 'account_suspended'
  | 'insufficient_scope'
  | 'sandbox_only'
  | 'route_not_found'
  | 'inventory_item_not_found'
  | 'customer_not_found'
  | 'activated_item_not_found'
  | 'esim_profile_not_found'
  | 'country_set_not_found'
  | 'country_not_found'
  | 'profile_domain_not_found'
  | 'api_key_not_found'
  | 'sdk_app_not_found'
  | 'sdk_key_not_found'
  | 'webhook_not_found'
  | 'delivery_not_found'
  | 'billing_details_not_found'
  | 'invoice_not_found'
  | 'payment_method_not_found'
  | 'purchase_not_found'
  | 'link_not_found'
  | 'device_login_not_found'
  | 'session_not_found'
  | 'passkey_not_found'
  | 'person_not_found'
  | 'invitation_not_found'
  | 'usage_report_not_found'
  | 'usage_record_not_found'
  | 'usage_format_not_found'
  | 'smdp_not_found'
  | 'usage_file_not_found'
  | 'bank_line_not_found'
  | 'organization_not_found'
  | 'account_not_found'
  | 'price_list_not_found'
  | 'data_plan_not_found'
  | 'planned_price_not_found'
  | 'adjustment_not_found'
  | 'approval_request_not_found'
  | 'announcement_not_found'
  | 'approval_not_found'
  | 'carrier_order_not_found'
  | 'radius_client_not_found'
  | 'catalogue_run_not_found'
  | 'pricing_rule_not_found'
  | 'ticket_not_found'
  | 'attachment_not_found'
  | 'canned_answer_not_found'
  | 'note_not_found'
  | 'batch_not_found'
  | 'second_person_required'
  | 'request_not_found'
  | 'method_not_allowed'
  | 'body_too_large'
  | 'unsupported_media_type'
  | 'price_mismatch'
  | 'price_below_cost'
  | 'prepaid_units_left'
  | 'country_set_mismatch'
  | 'inventory_item_inactive'
  | 'out_of_stock'
  | 'idempotency_key_in_progress'
  | 'already_active'
  | 'already_refunded'
  | 'not_refundable_used'
  | 'not_refundable_expired'
  | 'not_refundable_stock'
  | 'refund_limit_reached'
  | 'replacement_limit_reached'
  | 'installation_limit_reached'
  | 'invalid_state'
  | 'customer_deleted'
  | 'already_member'
  | 'last_owner'
  | 'billing_details_required'
  | 'billing_not_set_up'
  | 'payment_method_required'
  | 'idempotency_key_reused'
  | 'activation_mode_not_allowed'
  | 'rate_limited'
  | 'internal_error'
  | 'supplier_unavailable'
  | 'payments_unavailable'
  | 'service_unavailable';

export type InvalidPart = { path: string; message: string };

/** The members that only some problem documents have. */
export type ProblemMembers = {
  /** With `insufficient_credits`: an automatic top-up is on its way. */
  autoTopUpPending?: true;
  /** With `approval_required`: the ID of the approval that the call waits for. */
  approvalId?: string;
};

/**
 * A documented error. Thrown by verbs, which are independent of HTTP; the edge turns it into a
 * problem document. `detail` is one sentence for the developer who reads it; `errors` only for
 * `invalid_request`.
 */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly errors: InvalidPart[] | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly members: ProblemMembers | undefined;

  constructor(
    code: RefusalCode,
    detail: string,
    more: { errors?: InvalidPart[]; retryAfterSeconds?: number; members?: ProblemMembers } = {},
  ) {
    super(detail);
    this.name = 'Refusal';
    this.code = code;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.members = more.members;
  }
}

/**
 * Returns an `invalid_request` refusal of one value of a request; `path` is a JSON pointer:
 * `/userIp`.
 */
export function invalid(path: string, message: string): Refusal {
  const errors = [{ path, message }];
  return new Refusal('invalid_request', `${path.slice(1)} ${message}`, { errors });
}

const REPEAT_AFTER_SECONDS = 2;

/** Returns the refusal of a request that timed out and whose outcome is unknown. */
export function tooLate(): Refusal {
  return new Refusal(
    'service_unavailable',
    'The request took too long, so its outcome is unknown. ' +
      'Retry it with the same idempotency key.',
    { retryAfterSeconds: REPEAT_AFTER_SECONDS },
  );
}

/**
 * Returns whether the database, or something else that every request needs, could not be reached.
 */
export function isUnavailable(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'service_unavailable';
}
