import type { RefusalCode } from '../../kernel/refusal.ts';

/** What each error code means and what to do about it, for the pages that `type` links to. */
export const ERROR_GUIDE: Record<RefusalCode, string> = {
  invalid_request:
    'Part of the request is missing or malformed. `errors` lists each part with its JSON ' +
    'pointer.',
  invalid_credentials: 'Check the client ID and the client secret, or create a new API key.',
  sign_in_failed: 'The email address, the password, the code or the passkey is wrong. Try again.',
  missing_token:
    'Send `Authorization: Bearer <accessToken>` with every request except authentication.',
  invalid_token:
    'The token was not issued here, or its API key was revoked or rotated. Authenticate ' +
    'again.',
  token_expired: 'Access tokens last 24 hours. Authenticate again and repeat the request.',
  insufficient_credits:
    'Your balance does not cover the wholesale price. Add credits and repeat the request. If ' +
    '`autoTopUpPending` is `true`, an automatic top-up is on its way: retry in a moment.',
  spend_limit_reached:
    'This request would exceed the daily spend limit of the API key. The limit resets at ' +
    '00:00 UTC.',
  mandate_exceeded:
    'The mandate of the API key does not allow this sale: `detail` names the limit. Use another ' +
    'key, or change the mandate.',
  approval_required:
    'The sale is above a limit of the mandate that asks. It waits for the approval ' +
    '`approvalId`; repeat the request with the same idempotency key for its response.',
  approval_rejected:
    'Somebody rejected this sale, or nobody approved it within 72 hours. To ask again, use a new ' +
    'idempotency key.',
  forbidden:
    'The API key or your role is not allowed to do this, or the API key may not be used from ' +
    'this IP address.',
  app_not_attested:
    'The app requires an attestation, and `detail` says what is wrong with it. Attest this ' +
    'request once more; if that fails too, the app is altered, or its settings do not fit.',
  email_not_verified: 'Open the link in the email, or request a new one.',
  account_suspended:
    'New sales are refused while the account is suspended; everything else works. Contact the ' +
    'platform operator.',
  insufficient_scope: 'Use an API key that has the scope named in `detail`.',
  sandbox_only: 'This operation simulates time or devices and works on sandbox accounts only.',
  route_not_found: 'Check the path and the base URL. The API reference lists every route.',
  inventory_item_not_found: 'Your inventory has no item with this ID.',
  customer_not_found: 'You have no customer with this ID.',
  activated_item_not_found: 'You have sold no package with this ID.',
  esim_profile_not_found: 'You have no eSIM profile with this ICCID.',
  country_set_not_found: 'No country set has this code. List them at `/gigastore/esim/countries`.',
  country_not_found: 'No country has this code. Use an ISO 3166-1 alpha-2 code.',
  profile_domain_not_found: 'The customer has no profile domain with this ID.',
  api_key_not_found: 'The account has no API key with this client ID, or it was revoked.',
  webhook_not_found: 'No such event exists, or it has no webhook endpoint.',
  delivery_not_found: 'No webhook delivery has this ID.',
  billing_details_not_found:
    'Your organization has no billing details yet. Set them with `PUT ' +
    '/gigastore/billing-details`.',
  invoice_not_found:
    'This account has no invoice or credit note with this number. Each account has its own ' +
    'documents.',
  payment_method_not_found:
    'The account has no payment method with this ID. List them at ' +
    '`/gigastore/payment-methods`.',
  purchase_not_found: 'The account has no credit purchase with this ID.',
  device_login_not_found:
    'The code is wrong, was already used, or is older than 10 minutes. Start the login again.',
  link_not_found: 'Links in emails can be used once and expire. Request a new one.',
  session_not_found: 'You have no session with this ID. It may have ended.',
  passkey_not_found: 'You have no passkey with this ID.',
  person_not_found: 'Your organization has no member with this ID.',
  invitation_not_found: 'No invitation has this ID, or it was accepted, revoked or has expired.',
  organization_not_found: 'No reseller has this ID.',
  account_not_found: 'No reseller has an account with this ID.',
  price_list_not_found: 'No price list has this ID.',
  data_plan_not_found: 'No data plan has this ID.',
  adjustment_not_found: 'No adjustment has this ID.',
  note_not_found: 'The customer has no note with this ID.',
  batch_not_found: 'Your account has no batch of sales with this ID.',
  ticket_not_found: 'You have no ticket with this ID.',
  second_person_required:
    'Another person, who was an operator before the proposal, must approve it.',
  request_not_found: 'No request of the last 30 days has this ID.',
  bank_line_not_found: 'No entry of a bank statement has this ID.',
  usage_record_not_found: 'No rejected usage record of the last 90 days has this ID.',
  usage_file_not_found: 'No usage file of the last 90 days has this ID.',
  smdp_not_found: 'No SM-DP+ of this store has this name.',
  usage_format_not_found: 'No format of usage files is set for this carrier.',
  usage_report_not_found:
    'The carrier has no usage report with this ID, or it was settled more than 30 days ago.',
  attachment_not_found: 'No ticket of yours has an attachment with this ID.',
  sdk_app_not_found: 'Your account has no app with this ID.',
  sdk_key_not_found: 'Your account has no SDK key with this ID.',
  canned_answer_not_found: 'No canned answer has this ID.',
  approval_not_found: 'Your account has no approval with this ID.',
  planned_price_not_found: 'No planned price has this ID.',
  announcement_not_found: 'No announcement has this ID.',
  approval_request_not_found: 'No approval request has this ID.',
  carrier_order_not_found: 'No order at a carrier has this ID.',
  radius_client_not_found: 'No RADIUS client has this ID.',
  catalogue_run_not_found: "No import of a supplier's catalogue has this ID.",
  billing_not_set_up: 'The operator has not set the seller of the invoices yet. Ask the operator.',
  method_not_allowed: 'The route exists for other methods, which the `Allow` header lists.',
  price_mismatch: 'The price has changed. Retrieve the inventory item again before you retry.',
  pricing_rule_not_found: 'No pricing rule has this ID; `GET /gigastore/pricing-rules` lists them.',
  price_below_cost:
    'You would lose money with each sale. Send `confirmBelowCost` to allow this price.',
  prepaid_units_left:
    'An item with prepaid units stays in the inventory until they are sold. Switch it off instead.',
  country_set_mismatch: 'A customer keeps one country set. Sell to a new customer instead.',
  inventory_item_inactive: 'Activate the item, or choose another one.',
  out_of_stock: 'Nothing was charged. Retry later, or choose another item.',
  idempotency_key_in_progress:
    'Wait for the time in `Retry-After` and send the same request again.',
  already_active: 'The package is already running. There is nothing left to do.',
  already_refunded: 'The price of this package was already returned to your credits.',
  not_refundable_used: 'A package cannot be refunded after data was used.',
  not_refundable_expired: 'A package cannot be refunded after it has expired.',
  not_refundable_stock: 'The package was sold from prepaid stock, which charged nothing.',
  replacement_limit_reached:
    'Replacements are free and limited, for each eSIM and for your account in a calendar ' +
    'month (UTC). Contact the platform operator.',
  refund_limit_reached: 'Your account has used all refunds of this calendar month (UTC).',
  installation_limit_reached: 'An eSIM profile can be installed five times. Replace the eSIM.',
  invalid_state: 'The current state of the object does not allow this. `detail` names the state.',
  customer_deleted:
    'The personal data of this customer was erased, so you cannot sell to this customer ' +
    'again.',
  billing_details_required:
    'Set your billing details with `PUT /gigastore/billing-details` before the first ' +
    'purchase.',
  payment_method_required:
    'Add a card at `/gigastore/payment-methods/setup`, or pay by bank transfer.',
  body_too_large: 'A body can have at most 256 KiB.',
  unsupported_media_type: 'Send JSON with `Content-Type: application/json`.',
  already_member:
    'A person can belong to one organization only. Use another email address, or leave the ' +
    'other organization.',
  last_owner: 'Make another member an owner first.',
  idempotency_key_reused:
    'An idempotency key identifies one request for 30 days. Use a new key for a new request.',
  activation_mode_not_allowed:
    '`ON_DEMAND` is available for worldwide and regional country sets only.',
  rate_limited:
    'Wait for the time in `Retry-After`. `RateLimit-Remaining` tells you in advance how many ' +
    'requests are left.',
  internal_error:
    'Something went wrong on our end. Retry with the same `Idempotency-Key`. If it happens ' +
    'again, contact support with the request ID.',
  supplier_unavailable: 'The supplier does not respond. Nothing was charged. Retry later.',
  payments_unavailable:
    'Card payments are not set up here. Pay by bank transfer: `"method":"bank_transfer"`.',
  service_unavailable: 'Retry after the time in `Retry-After`, with the same `Idempotency-Key`.',
};
