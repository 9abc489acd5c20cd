import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createEncryption,
  DecryptionFailed,
  newSecretKey,
  parseSecretKeys,
  type SecretKeys,
} from './encryption.ts';

const secrets = (text = newSecretKey()): SecretKeys => parseSecretKeys(text);

describe('encryption', () => {
  it('gives back every text, in the place it was encrypted for', () => {
    const encryption = createEncryption(secrets());
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, purpose) => {
        expect(encryption.decrypt(encryption.encrypt(text, purpose), purpose)).toBe(text);
      }),
    );
  });

  it('never gives the same bytes twice', () => {
    const encryption = createEncryption(secrets());
    expect(encryption.encrypt('text', 'a')).not.toEqual(encryption.encrypt('text', 'a'));
  });

  it('opens in no other place', () => {
    const encryption = createEncryption(secrets());
    const sealed = encryption.encrypt('text', 'signing_keys/1');
    expect(() => encryption.decrypt(sealed, 'signing_keys/2')).toThrow(DecryptionFailed);
  });

  it('notices each altered bit and each missing byte', () => {
    const encryption = createEncryption(secrets());
    const sealed = encryption.encrypt('a text of some length', 'a');
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const altered = Buffer.from(sealed);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => encryption.decrypt(altered, 'a')).toThrow(DecryptionFailed);
    }
    for (let length = 0; length < sealed.length; length += 1) {
      const shorter = sealed.subarray(0, length);
      expect(() => encryption.decrypt(shorter, 'a')).toThrow(DecryptionFailed);
    }
  });

  it('decrypts with every configured secret and encrypts with the first', () => {
    const [old, next] = [newSecretKey(), newSecretKey()];
    const before = createEncryption(secrets(old)).encrypt('text', 'a');
    const rotated = createEncryption(secrets(`${next},${old}`));
    expect(rotated.decrypt(before, 'a')).toBe('text');

    const after = rotated.encrypt('text', 'a');
    expect(createEncryption(secrets(next)).decrypt(after, 'a')).toBe('text');
    expect(() => createEncryption(secrets(old)).decrypt(after, 'a')).toThrow(DecryptionFailed);
  });

  it('reads a secret in base64, base64url and hexadecimal as the same', () => {
    const secret = Buffer.alloc(32, 0xfb);
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      expect(parseSecretKeys(` ${secret.toString(encoding)} `)).toEqual([secret]);
    }
  });

  it.each(['', 'short', `${newSecretKey()},`, 'ä'.repeat(43), 'g'.repeat(64)])(
    'refuses the secret "%s" without repeating it',
    (text) => {
      expect(() => parseSecretKeys(text)).toThrow(/^must be 32 bytes in base64/);
    },
  );
});
