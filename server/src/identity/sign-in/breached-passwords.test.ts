import { describe, expect, it } from 'vitest';
import { isBreached, refuseBreached } from './breached-passwords.ts';

describe('a password from a data breach', () => {
  it.each(['password123', 'Qwertyuiop', '1234567890', 'manchester2024!', 'ｐassword１２３'])(
    'is refused: %s',
    (password) => {
      expect(isBreached(password)).toBe(true);
      expect(() => refuseBreached(password, '/password')).toThrow('known from data breaches');
    },
  );

  it.each(['correct horse battery', 'demo-password', 'Zug-fährt-um-7-ab', '9f2kd03jf8sk2'])(
    'is not this one: %s',
    (password) => {
      expect(isBreached(password)).toBe(false);
    },
  );
});
