import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBasicCredentials } from './basic-credentials.ts';

const basic = (text: string | Uint8Array) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('Basic credentials', () => {
  it('end the id at the first colon', () => {
    expect(readBasicCredentials(basic('id:se:cr:et'))).toEqual({
      clientId: 'id',
      clientSecret: 'se:cr:et',
    });
  });

  it('are read in UTF-8, whatever the case of the scheme', () => {
    const header = basic('käse:пароль🔑').replace('Basic', 'bAsIc ');
    expect(readBasicCredentials(header)).toEqual({
      clientId: 'käse',
      clientSecret: 'пароль🔑',
    });
  });

  it('may be empty on either side', () => {
    expect(readBasicCredentials(basic(':'))).toEqual({ clientId: '', clientSecret: '' });
  });

  it.each([
    ['no header', undefined],
    ['an empty header', ''],
    ['another scheme', `Bearer ${Buffer.from('id:secret').toString('base64')}`],
    ['no credentials', 'Basic'],
    ['no colon', basic('id')],
    ['characters outside base64', 'Basic aWQ6c2Vj*mV0'],
    ['base64url', `Basic ${Buffer.from('id:??>>??').toString('base64url')}`],
    ['missing padding', basic('id:secret1').replaceAll('=', '')],
    ['padding in excess', 'Basic aWQ6c2VjcmV0===='],
    ['bits behind the end', 'Basic aWR='],
    ['two values', `${basic('id:secret')}, ${basic('id:secret')}`],
    ['bytes that are no UTF-8', basic(Uint8Array.of(0x69, 0x3a, 0xff))],
    ['an overlong encoding', basic(Uint8Array.of(0x69, 0x3a, 0xc0, 0x80))],
    ['a NUL', basic('id\0:secret')],
    ['a control character', basic('id:sec\nret')],
  ])('are not read from %s', (_name, header) => {
    expect(readBasicCredentials(header)).toBeUndefined();
  });

  it('come back as they were sent, for every printable text', () => {
    const printable = fc.string({ unit: 'grapheme' }).filter((text) => !/\p{Cc}/u.test(text));
    const id = printable.filter((text) => !text.includes(':'));
    fc.assert(
      fc.property(id, printable, (clientId, clientSecret) => {
        const header = basic(`${clientId}:${clientSecret}`);
        expect(readBasicCredentials(header)).toEqual({ clientId, clientSecret });
      }),
    );
  });
});
