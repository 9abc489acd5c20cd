import { Capacitor, registerPlugin } from '@capacitor/core';
import type { GigastoreApp } from './app.ts';
import { type CapacitorPlugin, capacitorBridge } from './capacitor-bridge.ts';
import { createNativeApp } from './native.ts';
import { createWebApp } from './web/web-app.ts';

export type * from './app.ts';
export { type ErrorKind, GigastoreAppError } from './errors.ts';

/** The calls of the app: over the SDK of the phone, and in a browser over the store. */
export const Gigastore: GigastoreApp = Capacitor.isNativePlatform()
  ? createNativeApp(capacitorBridge(registerPlugin<CapacitorPlugin>('Gigastore')))
  : createWebApp();
