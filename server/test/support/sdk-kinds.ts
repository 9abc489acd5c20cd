import type { Kind } from './kind.ts';
import { newSdkApp, newSdkKey } from './sdk-apps.ts';

export const sdkApp: Kind = {
  missing: 'sdk_app_not_found',
  isOwned: true,
  make: (reseller) => newSdkApp(reseller),
};
export const anySdkApp: Kind = { ...sdkApp, isOwned: false };
export const sdkKey: Kind = { missing: 'sdk_key_not_found', isOwned: true, make: newSdkKey };
