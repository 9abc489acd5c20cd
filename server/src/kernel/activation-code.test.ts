import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readActivationCode, toActivationCode } from './activation-code.ts';

const CODE = { smdpAddress: 'smdp.example.com', matchingId: '7F-AB12', smdpOid: null };
const OID = '1.3.6.1.2.1.53860.7.5.1.1';

describe('an activation code', () => {
  it.each([
    ['as carriers print it', 'LPA:1$smdp.example.com$7F-AB12'],
    ['in lower case', 'lpa:1$smdp.example.com$7F-AB12'],
    ['without the scheme', '1$smdp.example.com$7F-AB12'],
    ['with spaces around', '  LPA:1$smdp.example.com$7F-AB12\n'],
    ['with blanks and a dash of a word processor', 'LPA: 1$smdp.exam\nple.com$7F – AB12'],
    ['in wide letters, with an invisible sign', 'ＬＰＡ：１＄smdp.example.com＄7F\u200b-AB12'],
    ['with empty parts at its end', 'LPA:1$smdp.example.com$7F-AB12$$'],
  ])('is read %s', (_, text) => {
    expect(readActivationCode(text)).toEqual(CODE);
  });

  it('keeps the OID of the SM-DP+ and is handed out unchanged', () => {
    const text = `LPA:1$smdp.example.com$12345-67890-11223-2AB7C$${OID}`;
    const read = readActivationCode(text);
    expect(read).toMatchObject({ matchingId: '12345-67890-11223-2AB7C', smdpOid: OID });
    expect('fault' in read ? undefined : toActivationCode(read)).toBe(text);
  });

  it.each([
    ['with another version', 'LPA:2$smdp.example.com$7F', 'is not LPA:1$'],
    ['that is another text', 'smdp.example.com', 'is not LPA:1$'],
    ['with too many parts', 'LPA:1$smdp.example.com$7F$1.2$1$x', 'is not LPA:1$'],
    ['without a matching ID', 'LPA:1$smdp.example.com$', 'matching ID is missing'],
    ['without an address', 'LPA:1$$7F', 'address is missing'],
    ['with an address that is not a domain name', 'LPA:1$smdp$7F', 'not a domain name'],
    ['with a path in the address', 'LPA:1$smdp.example.com/x$7F', 'not a domain name'],
    ['with another sign in the matching ID', 'LPA:1$smdp.example.com$7F_AB', 'other signs'],
    ['with a matching ID too long to store', `LPA:1$a.example$${'A'.repeat(256)}`, 'other signs'],
    ['with a fourth part that is not an OID', 'LPA:1$smdp.example.com$7F$x', 'not the OID'],
    ['with another flag', 'LPA:1$smdp.example.com$7F$$2', 'is not 1'],
  ])('is refused %s', (_, text, fault) => {
    expect(readActivationCode(text)).toEqual({ fault: expect.stringContaining(fault) });
  });

  it('says whether the device asks for a confirmation code', () => {
    const code = { smdpAddress: 'smdp.example.com', matchingId: '7F', smdpOid: null };
    expect(readActivationCode('LPA:1$smdp.example.com$7F$$1')).toEqual({ ...code, asks: true });
    const asking = { ...code, confirmationCode: '4711' };
    expect(toActivationCode(asking)).toBe('LPA:1$smdp.example.com$7F$$1');
    expect(toActivationCode({ ...asking, smdpOid: '1.2' })).toBe('LPA:1$smdp.example.com$7F$1.2$1');
  });

  it('comes back as it was read, whatever its parts', () => {
    const part = fc.stringMatching(/^[0-9A-Z-]{1,40}$/);
    const oid = fc.option(fc.stringMatching(/^[0-9]{1,4}(\.[0-9]{1,4}){1,6}$/));
    fc.assert(
      fc.property(part, oid, (matchingId, smdpOid) => {
        const code = { smdpAddress: 'smdp.example.com', matchingId, smdpOid };
        expect(readActivationCode(toActivationCode(code))).toEqual(code);
      }),
    );
  });
});
