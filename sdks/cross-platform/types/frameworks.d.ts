// The parts of both frameworks that are used, so that neither has to be installed to build this.
declare module 'react-native' {
  type NativeModule = Record<string, unknown>;
  export const NativeModules: Record<string, NativeModule | undefined>;
  export const Platform: { OS: string };
  export class NativeEventEmitter {
    constructor(module: NativeModule);
    addListener(event: string, listener: (detail: unknown) => void): { remove(): void };
  }
}

declare module '@capacitor/core' {
  export const Capacitor: { isNativePlatform(): boolean };
  export function registerPlugin<Plugin>(name: string): Plugin;
}
