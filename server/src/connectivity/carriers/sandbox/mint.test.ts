import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readActivationCode } from '../../../kernel/activation-code.ts';
import { isIccid } from '../../../kernel/iccid.ts';
import { isImsi } from '../../../kernel/imsi.ts';
import { mintProfile, SANDBOX_SMDP_ADDRESS } from './mint.ts';

const serial = fc.bigInt({ min: 0n, max: 9_999_999_999n });

test('every serial number mints a valid profile of the test network', () => {
  fc.assert(
    fc.property(serial, (number) => {
      const { iccid, imsi, smdpAddress, matchingId } = mintProfile(number);
      const code = readActivationCode(`LPA:1$${smdpAddress}$${matchingId}`);
      expect([isIccid(iccid), isImsi(imsi), imsi.slice(0, 5)]).toEqual([true, true, '00101']);
      expect(code).toEqual({ smdpAddress: SANDBOX_SMDP_ADDRESS, matchingId, smdpOid: null });
      expect(matchingId).toMatch(/^[0-9A-F-]+$/);
    }),
  );
});

test('two serial numbers never share an ICCID or an IMSI, and rise in the same order', () => {
  fc.assert(
    fc.property(serial, serial, (one, other) => {
      fc.pre(one < other);
      const [low, high] = [mintProfile(one), mintProfile(other)];
      return low.iccid < high.iccid && low.imsi < high.imsi;
    }),
  );
});

test('the matching id cannot be told from the serial number', () => {
  const minted = Array.from({ length: 100 }, () => mintProfile(7n).matchingId);
  expect(new Set(minted).size).toBe(100);
});

test('a serial number that does not fit is refused', () => {
  expect(() => mintProfile(10_000_000_000n)).toThrow(RangeError);
});
