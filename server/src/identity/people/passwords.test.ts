import { describe, expect, it } from 'vitest';
import { PASSWORD, PASSWORD_HASH } from '../../../test/support/people.ts';
import { quickPasswords } from '../../../test/support/quick-passwords.ts';
import { createPasswords, MAX_HASHING, MAX_WAITING } from './passwords.ts';

/** Of `PASSWORD`, by version 0.1.0. */
const OLD_HASH =
  '7d79b0a5a5f228a9f2b41e9b34c68b36:d8dcdc551b0f11535c6e71e5133cb293f09d4d71d9b3950e02472bbd' +
  'cc42fad1b28d0780becc17f5ccbf56e63d512b6aefe8d53d5768f16d4c015ebedf92ff4f';

/** Work that ends when the test releases it, and that counts how many run at once. */
function pausedWork() {
  const ends: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((end) => ends.push(end));
    running -= 1;
  };
  return { work, ends, most: () => most };
}

describe('a password', () => {
  it('matches its own hash and no other, also in another Unicode form', async () => {
    const passwords = createPasswords();
    const hash = await passwords.hash('pässword of eleven');
    expect(await passwords.matches('pässword of eleven', hash)).toBe(true);
    expect(await passwords.matches('pa\u0308ssword of eleven', hash)).toBe(true);
    expect(await passwords.matches('password of eleven', hash)).toBe(false);
    expect(await passwords.hash('pässword of eleven')).not.toBe(hash);
  });

  it('matches a hash that version 0.1.0 stored', async () => {
    expect(await createPasswords().matches(PASSWORD, OLD_HASH)).toBe(true);
  });

  it('of the tests hashes as quickly as they assume', async () => {
    expect(await quickPasswords().matches(PASSWORD, PASSWORD_HASH)).toBe(true);
  });

  it('does not match what is no hash', async () => {
    for (const hash of ['', ':', 'x:y']) {
      expect(await createPasswords().matches(PASSWORD, hash)).toBe(false);
    }
  });
});

describe('hashing', () => {
  it('runs a few at a time, lets a few wait, and refuses the rest with Retry-After', async () => {
    const passwords = createPasswords();
    const { work, ends, most } = pausedWork();
    const accepted = Array.from({ length: MAX_HASHING + MAX_WAITING }, () => passwords.run(work));
    await expect(passwords.run(work)).rejects.toMatchObject({
      code: 'service_unavailable',
      retryAfterSeconds: 2,
    });
    for (let done = 0; done < accepted.length; done += 1) {
      ends.shift()?.();
      await accepted[done];
      await Promise.resolve();
    }
    expect(most()).toBe(MAX_HASHING);
    expect(await passwords.run(async () => 'again')).toBe('again');
  });

  it('lets the next one in after a failure', async () => {
    const passwords = createPasswords();
    const failing = () => Promise.reject(new Error('out of memory'));
    for (let time = 0; time < 2 * MAX_HASHING; time += 1) {
      await expect(passwords.run(failing)).rejects.toThrow('out of memory');
    }
    expect(await passwords.run(async () => 'done')).toBe('done');
  });
});
