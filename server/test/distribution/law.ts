/**
 * Tables with `account_id` that are not distributed by it, and why. Those that name the owners of
 * unique values (`…_owners`) are on every node as well.
 */
export const NOT_BY_ACCOUNT: Record<string, string> = {
  audit_log: 'what an organization did may concern neither of its accounts',
  device_logins: 'a program asks for a login before a person chooses the account',
};

/** Tables whose closed parts are children by inheritance, which Citus does not distribute. */
export const INHERITED = ['idempotency_keys', 'profile_event_ids', 'usage_record_ids'];

/** Tables that triggers on accounts' tables read, each by the account of the row. */
export const READ_BY_TRIGGERS = ['accounts'];
