import { NativeEventEmitter, NativeModules, Platform } from 'react-native';
import type { GigastoreApp } from './app.ts';
import { createNativeApp } from './native.ts';
import { reactNativeBridge } from './react-native-bridge.ts';
import { createWebApp } from './web/web-app.ts';

export type * from './app.ts';
export { type ErrorKind, GigastoreAppError } from './errors.ts';

/** The calls of the app: over the SDK of the phone, and in a browser over the store. */
export const Gigastore: GigastoreApp =
  Platform.OS === 'web'
    ? createWebApp()
    : createNativeApp(reactNativeBridge(NativeModules, (one) => new NativeEventEmitter(one)));
