import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import type { Context } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Json } from './api.ts';

/** How long a preview may be confirmed. */
const CONFIRMATION_MS = 600_000;

const KEY_BYTES = 32;
const MAX_TEXT = 2_000;

/** A call as it was previewed. */
type Call = { caller: Context; tool: string; args: Json };

type Signed = {
  /** The end of the idempotency key of the second step. */
  id: string;
  until: number;
  /** The hash of the key, the tool and the arguments. */
  call: string;
  /** The values that hold the price of the preview. */
  expected: Json;
};

export type Confirmations = {
  /** Returns the token that confirms exactly this call of this key, and until when. */
  sign(call: Call & { expected: Json; now: Date }): { token: string; expiresAt: Date };
  /** Returns what the second step needs. Throws `forbidden` for a token of anything else. */
  verify(token: string, call: Call & { now: Date }): { key: string; expected: Json };
};

/** Returns tokens that the secret keys of the installation sign; nothing is stored. */
export function createConfirmations(
  secretKey: Buffer,
  olderSecretKeys: readonly Buffer[] = [],
): Confirmations {
  const keys = [secretKey, ...olderSecretKeys].map(toKey);
  return {
    sign({ expected, now, ...call }) {
      const until = now.getTime() + CONFIRMATION_MS;
      const signed: Signed = { id: newId(), until, call: hashOf(call), expected };
      const text = Buffer.from(JSON.stringify(signed)).toString('base64url');
      const token = `${text}.${macOf(keys[0] as Buffer, text).toString('base64url')}`;
      return { token, expiresAt: new Date(until) };
    },
    verify(token, { now, ...call }) {
      const signed = read(token, keys);
      if (!signed || signed.call !== hashOf(call)) {
        throw refused('This confirmation token is not for this key, tool and arguments.');
      }
      if (signed.until <= now.getTime()) throw refused('This confirmation token has expired.');
      return { key: `mcp-${signed.id}`, expected: signed.expected };
    },
  };
}

function refused(detail: string): Refusal {
  return new Refusal('forbidden', `${detail} Ask for a new preview.`);
}

function toKey(secretKey: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, '', 'gigastore mcp confirmations', KEY_BYTES));
}

function macOf(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function hashOf({ caller: { accountId, actor }, tool, args }: Call): string {
  const clientId = actor.kind === 'api_key' ? actor.clientId : '';
  const text = canonicalJson([accountId, clientId, tool, args]);
  return createHash('sha256').update(text).digest('base64url');
}

function read(token: string, keys: readonly Buffer[]): Signed | undefined {
  const [text = '', mac = '', ...more] = token.slice(0, MAX_TEXT).split('.');
  const bytes = Buffer.from(mac, 'base64url');
  // The text must be canonical: base64url decoders skip unknown characters.
  if (more.length > 0 || bytes.toString('base64url') !== mac) return undefined;
  const isOurs = keys.some((key) => {
    const right = macOf(key, text);
    return right.length === bytes.length && timingSafeEqual(right, bytes);
  });
  return isOurs ? JSON.parse(Buffer.from(text, 'base64url').toString()) : undefined;
}
