import { expect, test } from 'vitest';
import { isImsi } from './imsi.ts';

test('an IMSI is fifteen digits', () => {
  expect(isImsi('001010000000001')).toBe(true);
});

test.each(['', '00101000000000', '0010100000000011', '00101000000000a', '001010000000001\n'])(
  'refuses %j',
  (text) => {
    expect(isImsi(text)).toBe(false);
  },
);
