import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown> {
  const lines: string[] = [];
  const destination = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  write(createLog('info', destination));
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

describe('the log', () => {
  it('hides what is named like a secret, also inside', () => {
    const request = { authorization: 'Bearer y', id: 'r1' };
    const fields = { clientSecret: 'x', decryptionKey: 'z', request };
    expect(logged((log) => log.info(fields, 'hello'))).toMatchObject({
      clientSecret: '[redacted]',
      decryptionKey: '[redacted]',
      request: { authorization: '[redacted]', id: 'r1' },
      msg: 'hello',
    });
  });

  it('hides personal data and keeps ids, as the audit log does', () => {
    const fields = { customerEmail: 'a@b.example', mailId: 'm1', remote: '203.0.113.7' };
    expect(logged((log) => log.info(fields, 'hello'))).toMatchObject({
      customerEmail: '[redacted]',
      mailId: 'm1',
      remote: '[redacted]',
    });
  });

  it('takes absent fields and values of every kind', () => {
    const fields = {
      err: undefined,
      none: null,
      list: [1],
      at: new Date(0),
      bare: Object.create(null),
    };
    expect(logged((log) => log.error(fields, 'hello'))).toMatchObject({ none: null, list: [1] });
  });
});
