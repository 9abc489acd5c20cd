import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../kernel/refusal.ts';
import { requireUrl } from './endpoint-url.ts';

const live = { loopback: false };
const sandbox = { loopback: true };

function reasonOf(url: string, reach: { loopback: boolean }): string | undefined {
  try {
    requireUrl(url, reach);
    return undefined;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.code).toBe('invalid_request');
    expect(error.errors?.[0]?.path).toBe('/url');
    return error.errors?.[0]?.message;
  }
}

describe('requireUrl', () => {
  it.each([
    ['https://shop.example/hooks?a=b', 'https://shop.example/hooks?a=b'],
    ['HTTPS://Shop.Example', 'https://shop.example/'],
    ['https://shop.example:8443/x', 'https://shop.example:8443/x'],
    ['https://8.8.8.8/', 'https://8.8.8.8/'],
    ['https://[2606:4700::1111]/', 'https://[2606:4700::1111]/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
  ])('takes %s', (url, called) => {
    expect(requireUrl(url, live)).toBe(called);
    expect(requireUrl(url, sandbox)).toBe(called);
  });

  it.each([
    'http://localhost:4000/hooks',
    'https://localhost/hooks',
    'http://127.0.0.1:4000/',
    'http://[::1]:4000/',
    'http://shop.localhost/',
  ])('takes %s in sandbox mode only', (url) => {
    expect(reasonOf(url, sandbox)).toBeUndefined();
    expect(reasonOf(url, live)).toBe(
      'must not lead to this machine; loopback is for sandbox accounts in sandbox mode',
    );
  });

  it.each([
    ['', 'must be an absolute URL such as https://shop.example/'],
    ['shop.example/hooks', 'must be an absolute URL such as https://shop.example/'],
    ['https://', 'must be an absolute URL such as https://shop.example/'],
    ['ftp://shop.example/', 'must start with https://'],
    ['javascript:alert(1)', 'must start with https://'],
    ['file:///etc/passwd', 'must start with https://'],
    ['http://shop.example/', 'must start with https://'],
    ['https://me:secret@shop.example/', 'must not carry a user name or password'],
    ['https://shop.example/#part', 'must not have a fragment (#)'],
    ['https://10.0.0.5/', 'must be public; 10.0.0.5 is private'],
    ['https://0xa000005/', 'must be public; 10.0.0.5 is private'],
    ['https://[fd00::1]/', 'must be public; fd00::1 is private'],
    [
      'https://169.254.169.254/latest',
      'must be public; 169.254.169.254 is link-local, as the metadata services of clouds are',
    ],
    ['https://[::ffff:8.8.8.8]/', 'must be public; ::ffff:808:808 is an IPv4 address in disguise'],
    [`https://shop.example/${'a'.repeat(2048)}`, 'must have at most 2048 characters'],
  ])('refuses %s', (url, reason) => {
    expect(reasonOf(url, live)).toBe(reason);
    const plain = 'must start with https://; plain HTTP is for loopback only';
    expect(reasonOf(url, sandbox)).toBe(url.startsWith('http:') ? plain : reason);
  });
});
