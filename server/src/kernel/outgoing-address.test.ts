import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLoopback, isLoopbackName, refuseAddress } from './outgoing-address.ts';

const outside = { loopback: false };
const atHome = { loopback: true };

describe('refuseAddress', () => {
  it.each([
    '8.8.8.8',
    '1.1.1.1',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001:81b::200e',
  ])('lets %s pass', (address) => {
    expect(refuseAddress(address, outside)).toBeUndefined();
  });

  it.each([
    ['10.0.0.5', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd00:ec2::254', 'private'],
    ['fec0::1', 'private'],
    ['127.0.0.1', 'a loopback address'],
    ['127.255.255.254', 'a loopback address'],
    ['::1', 'a loopback address'],
    ['169.254.169.254', 'link-local, as the metadata services of clouds are'],
    ['fe80::1', 'link-local, as the metadata services of clouds are'],
    ['168.63.129.16', 'the metadata service of a cloud'],
    ['100.100.100.200', "inside a provider's network"],
    ['0.0.0.0', 'no address of a machine'],
    ['0.1.2.3', 'no address of a machine'],
    ['::', 'no address of a machine'],
    ['224.0.0.1', 'a multicast address'],
    ['ff02::1', 'a multicast address'],
    ['255.255.255.255', 'a broadcast address'],
    ['192.0.0.192', 'reserved'],
    ['198.18.0.1', 'reserved'],
    ['203.0.113.7', 'reserved'],
    ['240.0.0.1', 'reserved'],
    ['2001:db8::1', 'reserved'],
    ['3fff::1', 'reserved'],
    ['::ffff:10.0.0.5', 'an IPv4 address in disguise'],
    ['::ffff:127.0.0.1', 'an IPv4 address in disguise'],
    ['::ffff:7f00:1', 'an IPv4 address in disguise'],
    ['64:ff9b::a00:5', 'an IPv4 address in disguise'],
    ['64:ff9b:1::1', 'an IPv4 address in disguise'],
    ['2002:a00:5::', 'an IPv4 address in disguise'],
    ['2001:0:1::', 'an IPv4 address in disguise'],
    ['100::1', 'not a public address'],
    ['::7f00:1', 'not a public address'],
    ['4000::1', 'not a public address'],
    ['5f00::1', 'not a public address'],
    ['hooks.example', 'not an IP address'],
    ['', 'not an IP address'],
  ])('refuses %s, which is %s', (address, words) => {
    expect(refuseAddress(address, outside)).toBe(words);
  });

  it('lets loopback pass where it may be reached, and nothing else more', () => {
    expect(refuseAddress('127.0.0.1', atHome)).toBeUndefined();
    expect(refuseAddress('::1', atHome)).toBeUndefined();
    expect(refuseAddress('::ffff:127.0.0.1', atHome)).toBe('an IPv4 address in disguise');
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        fc.pre(!isLoopback(address));
        expect(refuseAddress(address, atHome)).toBe(refuseAddress(address, outside));
      }),
    );
  });

  it('refuses every address of the networks that are not public', () => {
    const octet = fc.nat(255);
    const inside = fc.oneof(
      fc.tuple(fc.constant(10), octet, octet, octet),
      fc.tuple(fc.constant(127), octet, octet, octet),
      fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
      fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
    );
    fc.assert(
      fc.property(inside, (octets) => {
        const address = octets.join('.');
        expect(refuseAddress(address, outside)).toBeDefined();
        expect(refuseAddress(`::ffff:${address}`, outside)).toBeDefined();
      }),
    );
  });
});

describe('isLoopbackName', () => {
  it('knows localhost and what is below it', () => {
    for (const name of ['localhost', 'LOCALHOST', 'localhost.', 'shop.localhost']) {
      expect(isLoopbackName(name)).toBe(true);
    }
    for (const name of ['notlocalhost', 'localhost.example', 'example', '']) {
      expect(isLoopbackName(name)).toBe(false);
    }
  });
});
