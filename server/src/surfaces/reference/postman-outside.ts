const MAILBOX = 'needs a link from an email';
const DEVICE = 'needs an authenticator app or a passkey';
const SIGNED_IN = 'needs the session of a person; the collection uses an API key';

const PROGRAM = 'needs a program that waits for its key';

const CARRIER = 'needs the key of a carrier';

const APP = 'needs the key or the session of an app';

const WAITING = 'needs a sale of an API key whose mandate asks';

const RECENT = 'needs a request that was answered some seconds ago';

/** The operations that the Postman collection leaves out, and why. */
export const OUTSIDE_JOURNEY: Record<string, string> = {
  'POST /carrier/v1/usage-records': CARRIER,
  'POST /carrier/v1/profile-events': CARRIER,
  'GET /carrier/v1/usage-reports/{id}': CARRIER,
  'POST /sdk/v1/sessions': APP,
  'GET /sdk/v1/device-check': APP,
  'GET /sdk/v1/profiles': APP,
  'GET /sdk/v1/profiles/{uid}': APP,
  'POST /sdk/v1/profiles/{uid}/installation-events': APP,
  'GET /sdk/v1/usage': APP,
  'POST /sdk/v1/activations': APP,
  'POST /sdk/v1/user-profiles': APP,
  'POST /auth/device-logins': PROGRAM,
  'POST /auth/device-logins/collect': PROGRAM,
  'GET /gigastore/device-logins/{userCode}': PROGRAM,
  'POST /gigastore/device-logins/{userCode}/approve': PROGRAM,
  'POST /gigastore/device-logins/{userCode}/reject': PROGRAM,
  'POST /auth/sign-up': MAILBOX,
  'POST /auth/verify-email': MAILBOX,
  'POST /auth/resend-verification': MAILBOX,
  'POST /auth/forgot-password': MAILBOX,
  'POST /auth/reset-password': MAILBOX,
  'POST /auth/invitations/read': MAILBOX,
  'POST /auth/invitations/accept': MAILBOX,
  'POST /auth/sign-in': SIGNED_IN,
  'POST /auth/sign-out': SIGNED_IN,
  'POST /auth/change-password': SIGNED_IN,
  'GET /auth/session': SIGNED_IN,
  'GET /auth/notifications': SIGNED_IN,
  'PUT /auth/notifications': SIGNED_IN,
  'POST /auth/close-organization': SIGNED_IN,
  'GET /gigastore/organization/closing': SIGNED_IN,
  'POST /gigastore/organization/closing': SIGNED_IN,
  'GET /auth/sessions': SIGNED_IN,
  'DELETE /auth/sessions/{id}': SIGNED_IN,
  'POST /auth/sessions/end-others': SIGNED_IN,
  'POST /auth/two-factor/verify': DEVICE,
  'POST /auth/two-factor/set-up': DEVICE,
  'POST /auth/two-factor/confirm': DEVICE,
  'POST /auth/two-factor/recovery-codes': DEVICE,
  'POST /auth/two-factor/disable': DEVICE,
  'POST /auth/passkeys/sign-in-options': DEVICE,
  'POST /auth/passkeys/sign-in': DEVICE,
  'POST /auth/passkeys/new-options': DEVICE,
  'POST /auth/passkeys': DEVICE,
  'GET /auth/passkeys': DEVICE,
  'PUT /auth/passkeys/{id}': DEVICE,
  'DELETE /auth/passkeys/{id}': DEVICE,
  'GET /gigastore/audit-log': SIGNED_IN,
  'GET /gigastore/requests/{id}': RECENT,
  'GET /gigastore/approvals/{id}': WAITING,
  'POST /gigastore/approvals/{id}/approve': WAITING,
  'POST /gigastore/approvals/{id}/reject': WAITING,
  'PUT /gigastore/organization': SIGNED_IN,
  'POST /gigastore/team/invitations': SIGNED_IN,
  'DELETE /gigastore/team/invitations/{id}': SIGNED_IN,
  'PUT /gigastore/team/security': SIGNED_IN,
  'PUT /gigastore/team/{personId}': SIGNED_IN,
  'DELETE /gigastore/team/{personId}': SIGNED_IN,
};
