import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { hashSecret } from '../../tenancy/accounts/index.ts';
import {
  DEVICE_LOGIN_MS,
  type DeviceLogin,
  hashDeviceCode,
  newDeviceCode,
  newUserCode,
  secretOf,
} from './device-login.ts';
import { insertDeviceLogin } from './store.ts';

type Start = { deviceName: string; remoteAddress: string };

/**
 * Starts the login of a program and returns it with the device code, which only the program knows.
 * Throws `invalid_request` if the name is not one.
 */
export async function startDeviceLogin(
  { db, realNow }: { db: Tx; realNow: Date },
  { deviceName, remoteAddress }: Start,
): Promise<DeviceLogin & { deviceCode: string }> {
  if (!isName(deviceName)) throw invalid('/deviceName', NAME_RULE);
  const deviceCode = newDeviceCode();
  const secrets = {
    deviceCodeHash: hashDeviceCode(deviceCode),
    secretHash: hashSecret(secretOf(deviceCode)),
  };
  const expiresAt = new Date(realNow.getTime() + DEVICE_LOGIN_MS);
  const asked = { deviceName, remoteAddress, createdAt: realNow, expiresAt };

  let login = { ...asked, userCode: newUserCode() };
  while (!(await insertDeviceLogin(db, { ...login, ...secrets }))) {
    login = { ...asked, userCode: newUserCode() };
  }
  return { ...login, deviceCode };
}
