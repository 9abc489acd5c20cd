import { expect, it } from 'vitest';
import { signCall } from './sign.ts';

it('signs the published example as published', () => {
  const key = { accessCode: '11111', secretKey: '1111' };
  const call = {
    timestamp: '1628670421',
    requestId: '4ce9d9cdac9e4e17b3a2c66c358c1ce2',
    body: '{"imsi":"326543826"}',
  };
  const published = '7eb765e27df5373dea2dbc8c41a7d9557743e46c8054750f3d851b3fd01d0835';
  expect(signCall(key, call)).toBe(published);
});
