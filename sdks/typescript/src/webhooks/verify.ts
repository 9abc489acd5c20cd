import type { GigastoreEvent, OriginalBodies } from '../types.gen.ts';

const TOLERANCE_SECONDS = 300;
const PREFIX = 'whsec_';

/** Why a delivery is not accepted. */
export type WebhookErrorCode =
  | 'missing_header'
  | 'invalid_signature'
  | 'timestamp_too_old'
  | 'timestamp_too_new'
  | 'invalid_body'
  | 'body_was_parsed';

/** A delivery that must not be believed. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError';
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface VerifyOptions {
  /** The secret of the endpoint (`whsec_…`), or several while you replace it. */
  secret: string | readonly string[];
  /** How far the time of the delivery may be from ours, 300 seconds by default. */
  toleranceSeconds?: number;
  /** The clock, in milliseconds. */
  now?: () => number;
}

export type Headerlike = Headers | Record<string, string | string[] | undefined>;

/** A delivery as it arrived. The body must be the bytes that were sent, not parsed JSON. */
export interface Delivery {
  headers: Headerlike;
  body: string | Uint8Array;
}

/** A delivery that the store has signed. */
export interface Verified<Body> {
  /** The same for every attempt of a delivery. */
  id: string;
  sentAt: Date;
  body: Body;
}

/**
 * Verifies a delivery by Standard Webhooks. Returns its event.
 * Throws `WebhookError` if the signature, the time or the body is wrong.
 */
export async function verifyWebhook(
  delivery: Delivery,
  options: VerifyOptions,
): Promise<Verified<GigastoreEvent>> {
  const verified = await verify(delivery, options);
  const { type, data } = verified.body as { type?: unknown; data?: unknown };
  if (typeof type !== 'string' || typeof data !== 'object') {
    const message = 'The body is not in the common shape; use verifyOriginalWebhook.';
    throw new WebhookError('invalid_body', message);
  }
  return verified as Verified<GigastoreEvent>;
}

/** Verifies a delivery to the endpoint of one original event, whose body has its original shape. */
export async function verifyOriginalWebhook<Name extends keyof OriginalBodies>(
  _event: Name,
  delivery: Delivery,
  options: VerifyOptions,
): Promise<Verified<OriginalBodies[Name]>> {
  return (await verify(delivery, options)) as Verified<OriginalBodies[Name]>;
}

async function verify(delivery: Delivery, options: VerifyOptions): Promise<Verified<unknown>> {
  const { headers, body } = delivery;
  const id = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  checkTime(timestamp, options);
  if (typeof body !== 'string' && !(body instanceof Uint8Array)) {
    const message = 'The body was parsed before it was verified; pass its bytes.';
    throw new WebhookError('body_was_parsed', message);
  }
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (!(await isSigned({ id, timestamp, bytes, signatures }, options.secret))) {
    throw new WebhookError('invalid_signature', 'The signature is not by this secret.');
  }
  const sentAt = new Date(Number(timestamp) * 1000);
  return { id, sentAt, body: parse(bytes) };
}

function header(headers: Headerlike, name: string): string {
  const value = isHeaders(headers)
    ? headers.get(name)
    : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  if (typeof value === 'string' && value !== '') return value;
  throw new WebhookError('missing_header', `The header ${name} is missing.`);
}

function isHeaders(headers: Headerlike): headers is Headers {
  return typeof (headers as Headers).get === 'function';
}

function checkTime(timestamp: string, { toleranceSeconds, now = Date.now }: VerifyOptions): void {
  const tolerance = toleranceSeconds ?? TOLERANCE_SECONDS;
  const age = now() / 1000 - Number(timestamp);
  const words = 'Check the clock of this machine.';
  if (!/^\d+$/.test(timestamp) || age > tolerance) {
    const message = `The delivery was sent ${Math.round(age)} seconds ago. ${words}`;
    throw new WebhookError('timestamp_too_old', message);
  }
  if (-age > tolerance) {
    const message = `The delivery was sent in ${Math.round(-age)} seconds. ${words}`;
    throw new WebhookError('timestamp_too_new', message);
  }
}

type Signed = { id: string; timestamp: string; bytes: Uint8Array; signatures: string };

/** Any of the signatures by any of the secrets: either side may be replacing its secret. */
async function isSigned(signed: Signed, secrets: VerifyOptions['secret']): Promise<boolean> {
  const { id, timestamp, bytes, signatures } = signed;
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const content = new Uint8Array(head.length + bytes.length);
  content.set(head);
  content.set(bytes, head.length);
  const given = signatures
    .split(' ')
    .filter((one) => one.startsWith('v1,'))
    .map((one) => fromBase64(one.slice('v1,'.length)));
  for (const secret of typeof secrets === 'string' ? [secrets] : secrets) {
    const key = await keyOf(secret);
    for (const signature of given) {
      if (signature && (await crypto.subtle.verify('HMAC', key, signature, content))) return true;
    }
  }
  return false;
}

function keyOf(secret: string): Promise<CryptoKey> {
  const raw = fromBase64(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (!raw || raw.length === 0) throw new TypeError('The secret must be `whsec_` and base64.');
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return undefined;
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new WebhookError('invalid_body', 'The body is not JSON.');
  }
}
