import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIpRange, isAllowedFrom, parseIpRange } from './ip-allow-list.ts';

const ranges = (...texts: string[]) =>
  texts.map((text) => {
    const range = parseIpRange(text);
    if (!range) throw new Error(`${text} is no range`);
    return range;
  });
const read = (text: string) => ranges(text).map(formatIpRange)[0];

describe('an IP allow list', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7/32'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:DB8::1', '2001:db8::1/128'],
    ['2001:db8:1::/32', '2001:db8::/32'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ['::ffff:192.0.2.1', '192.0.2.1/32'],
  ])('reads %s as %s', (text, meant) => {
    expect(read(text)).toBe(meant);
  });

  it.each([
    '',
    'anywhere',
    '10.1/16',
    '010.0.0.1',
    '0x7f.0.0.1',
    '2130706433',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0.0.0/',
    '10.0.0.0/8/8',
    '10.0.0.0/255.0.0.0',
    ' 10.0.0.0',
    '2001:db8::/129',
    '2001:db8:::1',
    'fe80::1%eth0',
    'fe80::1%eth0/64',
    '12345::',
  ])('refuses "%s"', (text) => {
    expect(parseIpRange(text)).toBeUndefined();
  });

  it('allows every address when it is empty, even one that cannot be read', () => {
    expect(isAllowedFrom([], '198.51.100.1')).toBe(true);
    expect(isAllowedFrom([], '')).toBe(true);
  });

  it('allows what one of its ranges holds, and nothing else', () => {
    const list = ranges('10.0.0.0/8', '2001:db8::/32');
    expect(isAllowedFrom(list, '10.255.0.1')).toBe(true);
    expect(isAllowedFrom(list, '::ffff:10.255.0.1')).toBe(true);
    expect(isAllowedFrom(list, '2001:db8:ffff::1')).toBe(true);
    expect(isAllowedFrom(list, '11.0.0.1')).toBe(false);
    expect(isAllowedFrom(list, '2001:db9::1')).toBe(false);
    expect(isAllowedFrom(list, '')).toBe(false);
    expect(isAllowedFrom(list, 'unix')).toBe(false);
  });

  it('keeps the two families apart', () => {
    expect(isAllowedFrom(ranges('::/0'), '10.0.0.1')).toBe(false);
    expect(isAllowedFrom(ranges('0.0.0.0/0'), '2001:db8::1')).toBe(false);
  });

  it('agrees with arithmetic on every IPv4 range', () => {
    const toNumber = (parts: number[]) => parts.reduce((sum, part) => sum * 256 + part, 0);
    const address = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255));
    fc.assert(
      fc.property(address, address, fc.nat(32), (network, remote, bits) => {
        const size = 2 ** (32 - bits);
        const isInside =
          Math.floor(toNumber(network) / size) === Math.floor(toNumber(remote) / size);
        const list = ranges(`${network.join('.')}/${bits}`);
        expect(isAllowedFrom(list, remote.join('.'))).toBe(isInside);
      }),
    );
  });

  it('reads any text as a range or as none, and what it shows as the same range', () => {
    const anyText = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended());
    fc.assert(
      fc.property(anyText, fc.option(fc.nat(200)), (text, bits) => {
        const range = parseIpRange(bits === null ? text : `${text}/${bits}`);
        if (range) expect(read(formatIpRange(range))).toBe(formatIpRange(range));
      }),
    );
  });
});
