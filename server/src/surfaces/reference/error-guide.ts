import type { RefusalCode } from '../../kernel/refusal.ts';

/** What each refusal means and what its reader can do, for the page behind a problem's `type`. */
export const ERROR_GUIDE: Record<RefusalCode, string> = {
  invalid_request:
    'Something in the request has the wrong form. `errors` lists each part by its JSON pointer.',
  invalid_credentials: 'Check the client id and the client secret, or create a new API key.',
  sign_in_failed: 'The address, the password, the code or the passkey is wrong. Try again.',
  missing_token: 'Send `Authorization: Bearer <accessToken>` with every call but authenticate.',
  invalid_token: 'The token was not issued here or its key was revoked. Authenticate again.',
  token_expired: 'Access tokens last 24 hours. Authenticate again and repeat the request.',
  insufficient_credits:
    'The balance does not cover the wholesale price. Add credits and repeat. With ' +
    '`autoTopUpPending` they are on their way: repeat in a moment.',
  spend_limit_reached:
    'The daily spend limit of this API key would be passed. It resets at 00:00 UTC.',
  forbidden: 'This API key may not be used from this address or for this.',
  email_not_verified: 'Use the link in the mail, or have it sent again.',
  account_suspended: 'No new sales are made; everything else works. Talk to the operator.',
  insufficient_scope: 'Use an API key that has the scope which the detail names.',
  sandbox_only: 'This call plays with time and devices and works on sandbox accounts only.',
  route_not_found: 'Check the path and the base URL; the documentation lists every route.',
  inventory_item_not_found: 'Your inventory has no item with this id.',
  customer_not_found: 'You have no customer with this id.',
  activated_item_not_found: 'You have sold no package with this id.',
  esim_profile_not_found: 'You have no eSIM profile with this ICCID.',
  country_set_not_found: 'There is no such country set. List them at `/gigastore/esim/countries`.',
  country_not_found: 'There is no such country. Codes are ISO 3166-1 alpha-2.',
  profile_domain_not_found: 'The customer has no profile domain with this id.',
  api_key_not_found: 'The account has no API key with this client id.',
  webhook_not_found: 'There is no such webhook event, or no address is set for it.',
  delivery_not_found: 'There is no such webhook delivery.',
  billing_details_not_found:
    'The organization has not said who buys yet: `PUT /gigastore/billing-details`.',
  invoice_not_found:
    'No invoice or credit note of this account has this number. Each account has its own.',
  payment_method_not_found:
    'The account has no payment method with this id; list them at `/gigastore/payment-methods`.',
  purchase_not_found: 'The account has bought no credits under this id.',
  link_not_found: 'Links of mails are used once and do not last. Ask for a new one.',
  session_not_found: 'You have no session with this id; perhaps it has ended.',
  passkey_not_found: 'You have no passkey with this id.',
  person_not_found: 'Your organization has no member with this id.',
  usage_report_not_found:
    'The carrier has no usage report with this id, or it was settled more than 30 days ago.',
  invitation_not_found: 'There is no such invitation, or it was used or is too old.',
  organization_not_found: 'There is no reseller with this id.',
  account_not_found: 'No reseller has an account with this id.',
  price_list_not_found: 'There is no price list with this id.',
  data_plan_not_found: 'There is no data plan with this id.',
  adjustment_not_found: 'There is no adjustment with this id.',
  approval_request_not_found: 'There is no approval request with this id.',
  ticket_not_found: 'You have no ticket with this id.',
  attachment_not_found: 'No ticket of yours has an attachment with this ID.',
  canned_answer_not_found: 'There is no canned answer with this ID.',
  second_person_required:
    'Who asked for an adjustment above the limit cannot approve it; a colleague can.',
  method_not_allowed: 'The route exists for other methods; the `Allow` header lists them.',
  price_mismatch: 'The price has changed. Read the inventory item again and decide anew.',
  country_set_mismatch: 'A customer stays with one country set. Sell to a new customer instead.',
  inventory_item_inactive: 'The item is switched off. Choose another or switch it on again.',
  out_of_stock: 'Nothing was charged. Try again later or choose another item.',
  idempotency_key_in_progress: 'Wait as long as `Retry-After` says and repeat the same request.',
  already_active: 'The package runs already; there is nothing left to do.',
  already_refunded: 'The credits of this package came back before.',
  not_refundable_used: 'Data of the package was used, so it cannot be refunded.',
  not_refundable_expired: 'The package is over, so it cannot be refunded.',
  not_refundable_stock: 'The package was taken from prepaid stock and charged nothing.',
  replacement_limit_reached:
    'Replacements are free and limited, for each eSIM and for your account in a ' +
    'calendar month (UTC). Contact the operator.',
  refund_limit_reached: 'All refunds of this calendar month (UTC) are used.',
  installation_limit_reached: 'A profile can be installed five times. Issue a new one.',
  invalid_state: 'The object is in a state in which this is not possible; the detail names it.',
  customer_deleted: 'The personal data of this customer was erased; nothing can be sold to it.',
  billing_details_required:
    'Before the first purchase, say who buys: `PUT /gigastore/billing-details`.',
  billing_not_set_up: 'The operator has not set the seller of the invoices yet. Ask the operator.',
  payment_method_required:
    'Add a card at `/gigastore/payment-methods/setup`, or pay by bank transfer.',
  body_too_large: 'Bodies may have 256 KiB.',
  unsupported_media_type: 'Send JSON with `Content-Type: application/json`.',
  already_member: 'A person works for one organization. Use another address, or leave that one.',
  last_owner: 'Make somebody else an owner first.',
  idempotency_key_reused: 'One key names one request for 30 days. Use a new key for a new request.',
  activation_mode_not_allowed: 'ON_DEMAND works with worldwide and regional country sets only.',
  rate_limited:
    'Wait as long as `Retry-After` says. `RateLimit-Remaining` warns before it happens.',
  internal_error:
    'Not your fault. Repeat with the same `Idempotency-Key`, or tell us the request id.',
  supplier_unavailable: 'The carrier does not answer. Nothing was charged; try again later.',
  payments_unavailable:
    'This installation charges no cards. Pay by bank transfer: `"method":"bank_transfer"`.',
  service_unavailable: 'Try again as soon as `Retry-After` says, with the same `Idempotency-Key`.',
};
