import type { NativeBridge } from './native.ts';

type Listening = { remove(): Promise<void> | void };
/** What `registerPlugin` returns. The one method has the name of a call and its input. */
export type CapacitorPlugin = {
  addListener(event: string, listener: (detail: unknown) => void): Promise<Listening> | Listening;
  call(options: { name: string; input: Record<string, unknown> }): Promise<unknown>;
};

/** Returns the bridge to the plug-in `Gigastore` of Capacitor. */
export function capacitorBridge(plugin: CapacitorPlugin): NativeBridge {
  return {
    call: (name, input) => plugin.call({ name, input }),
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
