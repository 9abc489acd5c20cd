import type { NativeBridge } from './native.ts';

type NativeModule = Record<string, unknown>;
type Emitter = { addListener(event: string, listener: (detail: unknown) => void): Listening };
type Listening = { remove(): void };

/**
 * Returns the bridge to the module `Gigastore` of React Native. A call throws if the app was built
 * without it.
 */
export function reactNativeBridge(
  modules: Record<string, NativeModule | undefined>,
  emitterOf: (module: NativeModule) => Emitter,
): NativeBridge {
  const find = () => {
    const { Gigastore } = modules;
    if (Gigastore) return Gigastore;
    throw new Error('The app has no native module Gigastore. Install the pods and build it again.');
  };
  return {
    async call(name, input) {
      const method = find()[name];
      if (typeof method !== 'function') throw new Error(`The native module has no ${name}.`);
      return method(input);
    },
    on(event, listener) {
      const listening = emitterOf(find()).addListener(event, listener);
      return () => listening.remove();
    },
  };
}
