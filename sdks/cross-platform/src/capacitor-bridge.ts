import type { NativeBridge } from './native.ts';

type Listening = { remove(): Promise<void> | void };
/** What `registerPlugin` returns: any method exists, and those that the phone lacks reject. */
export type CapacitorPlugin = {
  addListener(event: string, listener: (detail: unknown) => void): Promise<Listening> | Listening;
  [name: string]: unknown;
};

/** Returns the bridge to the plug-in `Gigastore` of Capacitor. */
export function capacitorBridge(plugin: CapacitorPlugin): NativeBridge {
  return {
    async call(name, input) {
      const method = plugin[name];
      if (typeof method !== 'function') throw new Error(`The plug-in has no ${name}.`);
      return method(input);
    },
    on(event, listener) {
      let isOn = true;
      const listening = Promise.resolve(
        plugin.addListener(event, (detail) => {
          if (isOn) listener(detail);
        }),
      );
      return () => {
        isOn = false;
        listening.then((one) => one.remove()).catch(() => {});
      };
    },
  };
}
