const ERROR_KINDS = [
  'not_capable',
  'no_carrier_privilege',
  'already_installed',
  'limit_reached',
  'user_cancelled',
  'network',
  'unauthorised',
  'unknown',
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Why a call of an app did not do what was asked. */
export class GigastoreAppError extends Error {
  override readonly name = 'GigastoreAppError';
  readonly kind: ErrorKind;
  /** The code of the phone's system or of the store, for your support team. */
  readonly platformCode: string | null;

  constructor(kind: ErrorKind, message: string, platformCode: string | null = null) {
    super(message);
    this.kind = kind;
    this.platformCode = platformCode;
  }
}

/** Names of the iOS SDK that are finer than ours. */
const OTHER_NAMES: Record<string, ErrorKind> = { rate_limited: 'network' };
const UNAUTHORISED = [
  'missing_token',
  'invalid_token',
  'token_expired',
  'invalid_credentials',
  'forbidden',
  'app_not_attested',
];

/** Returns the error for an answer of the store other than success. */
export function refusalOf(status: number, body: unknown): GigastoreAppError {
  const fields = fieldsOf(body);
  const code = typeof fields.code === 'string' ? fields.code.toLowerCase() : null;
  const detail = typeof fields.detail === 'string' ? fields.detail : null;
  const message = detail ?? `The store answered ${status}.`;
  return new GigastoreAppError(kindOf(status, code), message, code ?? String(status));
}

/** Returns whether an answer is temporary, so that the same call may succeed later. */
export function isTemporary(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Returns the error with which a native SDK refused: `code` is its kind. */
export function nativeErrorOf(reason: unknown): GigastoreAppError {
  if (reason instanceof GigastoreAppError) return reason;
  const { code, message, userInfo, data } = fieldsOf(reason);
  const name = typeof code === 'string' ? code.toLowerCase() : '';
  const text = typeof message === 'string' ? message : 'The installation failed.';
  // React Native has the details in `userInfo`, Capacitor in `data`.
  const { platformCode } = fieldsOf(userInfo ?? data);
  const kind = ERROR_KINDS.find((one) => one === name) ?? OTHER_NAMES[name] ?? 'unknown';
  const given = typeof platformCode === 'string' ? platformCode : null;
  return new GigastoreAppError(kind, text, given ?? (kind === name ? null : name || null));
}

/** Returns what a thrown value says. */
export function messageOf(reason: unknown): string {
  return reason instanceof Error ? reason.message : String(reason);
}

/** Returns the fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function kindOf(status: number, code: string | null): ErrorKind {
  if (code !== null && UNAUTHORISED.includes(code)) return 'unauthorised';
  return isTemporary(status) ? 'network' : 'unknown';
}
