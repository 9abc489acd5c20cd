import type { TestStore } from './app.ts';
import type { Kind } from './kind.ts';

/** A program that waits for its key. */
export async function startLogin(
  { app }: Pick<TestStore, 'app'>,
  more: object = {},
): Promise<{ deviceCode: string; userCode: string; verificationUrl: string }> {
  const payload = { deviceName: 'gigastore on a laptop', ...more };
  return (await app.inject({ method: 'POST', url: '/auth/device-logins', payload })).json();
}

/** Of any account, until one approves it. */
export const deviceLogin: Kind = {
  missing: 'device_login_not_found',
  isOwned: false,
  make: async ({ store }) => (await startLogin(store)).userCode,
};
