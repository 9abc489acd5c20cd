import type { NativeBridge } from './native.ts';

type NativeModule = { call(name: string, input: Record<string, unknown>): Promise<unknown> };
type Emitter = { addListener(event: string, listener: (detail: unknown) => void): Listening };
type Listening = { remove(): void };

/**
 * Returns the bridge to the module `Gigastore` of React Native. A call throws if the app was built
 * without it.
 */
export function reactNativeBridge(
  modules: { Gigastore?: NativeModule },
  emitterOf: (module: NativeModule) => Emitter,
): NativeBridge {
  const find = () => {
    const { Gigastore } = modules;
    if (Gigastore) return Gigastore;
    throw new Error('The app has no native module Gigastore. Install the pods and build it again.');
  };
  return {
    call: async (name, input) => find().call(name, input),
    on(event, listener) {
      const listening = emitterOf(find()).addListener(event, listener);
      return () => listening.remove();
    },
  };
}
