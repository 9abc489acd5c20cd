import { expect, it } from 'vitest';
import { illTyped } from '../../../test/support/ill-typed.ts';
import { createLocalLimits } from '../../platform/limits/limits.ts';
import { createSdkLimits } from './caller-routes.ts';

const limits = () => createSdkLimits(createLocalLimits({ isOn: true }));
const times = (count: number, call: () => void) => {
  for (let done = 0; done < count; done += 1) call();
};

it('limits calls of a session, of an address and of a key, each for itself', () => {
  const { token, key, address } = limits();
  times(30, () => token('one'));
  expect(() => token('one')).toThrow('Too many requests');
  expect(() => token('another')).not.toThrow();
  times(500, () => key('pk_test_one'));
  expect(() => key('pk_test_one')).toThrow('Too many requests');
  const from = illTyped<Parameters<typeof address>[0]>({ ip: '203.0.113.7' });
  times(200, () => address(from));
  expect(() => address(from)).toThrow('Too many requests');
});

it('limits calls for a user of one account', () => {
  const { user } = limits();
  times(20, () => user('account', 'one'));
  expect(() => user('account', 'one')).toThrow('Too many requests');
  expect(() => user('account', 'another')).not.toThrow();
  expect(() => user('another', 'one')).not.toThrow();
});

it('limits nothing where limits are off', () => {
  const { token } = createSdkLimits(createLocalLimits({ isOn: false }));
  expect(() => times(100, () => token('one'))).not.toThrow();
});
