import { expect, test } from 'vitest';
import { parseActivationCode } from './activation-code.ts';

test('reads the address and the matching id', () => {
  expect(parseActivationCode('LPA:1$smdp.example.com$7F-AB12')).toEqual({
    smdpAddress: 'smdp.example.com',
    matchingId: '7F-AB12',
  });
});

test.each([
  ['another scheme', 'lpa:1$smdp.example.com$7F'],
  ['no scheme', '1$smdp.example.com$7F'],
  ['another version', 'LPA:2$smdp.example.com$7F'],
  ['no matching id', 'LPA:1$smdp.example.com$'],
  ['no address', 'LPA:1$$7F'],
  ['an address that is no domain name', 'LPA:1$smdp$7F'],
  ['an address with a path', 'LPA:1$smdp.example.com/x$7F'],
  ['a space', 'LPA:1$smdp.example.com$7F AB'],
  ['a confirmation code', 'LPA:1$smdp.example.com$7F$$1'],
  ['a line break behind it', 'LPA:1$smdp.example.com$7F\n'],
  ['a matching id too long to store', `LPA:1$smdp.example.com$${'A'.repeat(256)}`],
])('refuses %s', (_what, text) => {
  expect(parseActivationCode(text)).toBeUndefined();
});
