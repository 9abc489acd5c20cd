// The parts of both frameworks that are used, so that neither has to be installed to build this.
declare module 'react-native' {
  type NativeModule = { call(name: string, input: Record<string, unknown>): Promise<unknown> };
  export const NativeModules: { Gigastore?: NativeModule };
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
