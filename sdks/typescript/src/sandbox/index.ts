import type { CallOptions } from '../call.ts';
import type { Gigastore } from '../client.ts';
import { toBytes } from '../sizes.ts';
import type { EsimProfile, SandboxUse, Size } from '../types.gen.ts';

/** A simulated phone with one eSIM on it. */
export interface Phone {
  readonly iccid: string;
  /** Installs the eSIM, on the phone with this EID. */
  install(input?: { eid?: string }, options?: CallOptions): Promise<EsimProfile>;
  /** Deletes the eSIM from the phone. */
  remove(options?: CallOptions): Promise<EsimProfile>;
  /** Switches the eSIM off. */
  disable(options?: CallOptions): Promise<EsimProfile>;
  /** Switches the eSIM on again. */
  enable(options?: CallOptions): Promise<EsimProfile>;
  /** Breaks the eSIM, so that it has to be replaced. */
  fail(options?: CallOptions): Promise<EsimProfile>;
  /** Takes the phone to a country, where it connects. */
  travel(country: string, options?: CallOptions): Promise<EsimProfile>;
  /** Disconnects the phone. */
  disconnect(options?: CallOptions): Promise<EsimProfile>;
  /** Uses data, such as `500 MB` or a number of bytes, where the phone is or in this country. */
  use(size: Size | string | number, country?: string, options?: CallOptions): Promise<SandboxUse>;
}

/** Returns the simulated phone for an eSIM of a sandbox account. */
export function phoneOf(client: Gigastore, esim: string | { iccid: string }): Phone {
  const iccid = typeof esim === 'string' ? esim : esim.iccid;
  const { sandbox } = client;
  return {
    iccid,
    install: (input = {}, options) => sandbox.simulateInstallation(iccid, input, options),
    remove: (options) => sandbox.simulateRemoval(iccid, {}, options),
    disable: (options) => sandbox.simulateDisabling(iccid, {}, options),
    enable: (options) => sandbox.simulateEnabling(iccid, {}, options),
    fail: (options) => sandbox.simulateFailure(iccid, {}, options),
    travel: (country, options) => sandbox.simulateAttach(iccid, { country }, options),
    disconnect: (options) => sandbox.simulateDetach(iccid, options),
    use(size, country, options) {
      const bytes = typeof size === 'number' ? size : toBytes(size);
      return sandbox.simulateUsage(iccid, { bytes, ...(country && { country }) }, options);
    },
  };
}

/** The clock of a sandbox account. */
export interface Clock {
  now(options?: CallOptions): Promise<Date>;
  /** Lets time pass: an ISO 8601 duration such as `P31D`. What falls due has happened when it returns. */
  advance(duration: string, options?: CallOptions): Promise<Date>;
  /** Sets the clock to a later time. */
  set(time: Date | string, options?: CallOptions): Promise<Date>;
}

/** Returns the clock of a sandbox account. */
export function clockOf({ sandbox }: Gigastore): Clock {
  const dateOf = ({ now }: { now: string }) => new Date(now);
  return {
    now: async (options) => dateOf(await sandbox.getClock(options)),
    advance: async (advance, options) => dateOf(await sandbox.advanceClock({ advance }, options)),
    async set(time, options) {
      const now = typeof time === 'string' ? time : time.toISOString();
      return dateOf(await sandbox.advanceClock({ now }, options));
    },
  };
}
