import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { newId } from './ids.ts';
import { createPublicTokens } from './public-token.ts';

const tokens = createPublicTokens(randomBytes(32));
const subject = { accountId: newId(), id: newId(), linkVersion: 0 };

describe('a token', () => {
  it('names its subject, in letters that a URL takes', () => {
    const token = tokens.sign('esim', subject);
    expect(token).toMatch(/^[\w-]{64}$/);
    expect(tokens.read('esim', token)).toEqual(subject);
  });

  it('names the version of the link, and is another one for each', () => {
    for (const linkVersion of [1, 2, 65_535]) {
      const token = tokens.sign('esim', { ...subject, linkVersion });
      expect(tokens.read('esim', token)).toEqual({ ...subject, linkVersion });
      expect(token).not.toBe(tokens.sign('esim', subject));
    }
  });

  it('opens one kind of page only', () => {
    expect(tokens.read('customer', tokens.sign('esim', subject))).toBeUndefined();
    expect(tokens.read('esim', tokens.sign('customer', subject))).toBeUndefined();
  });

  it('is refused with any bit of it changed', () => {
    const bytes = Buffer.from(tokens.sign('esim', subject), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const other = Buffer.from(bytes);
      other[bit >> 3] = (other[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(tokens.read('esim', other.toString('base64url'))).toBeUndefined();
    }
  });

  it.each(['', 'x', '=', '%00'])('is refused with %j at its end', (end) => {
    const token = tokens.sign('esim', subject) + end;
    expect(tokens.read('esim', token)).toEqual(end === '' ? subject : undefined);
  });

  it('of another installation is refused', () => {
    const others = createPublicTokens(randomBytes(32));
    expect(tokens.read('esim', others.sign('esim', subject))).toBeUndefined();
  });
});

describe('a secret key that was replaced', () => {
  const [older, newer] = [randomBytes(32), randomBytes(32)];
  const before = createPublicTokens(older);
  const after = createPublicTokens(newer, [older]);

  it('still opens what was handed out with it', () => {
    expect(after.read('customer', before.sign('customer', subject))).toEqual(subject);
  });

  it('signs nothing new', () => {
    expect(before.read('customer', after.sign('customer', subject))).toBeUndefined();
  });
});
