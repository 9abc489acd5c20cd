import {
  CALLED_CARRIERS,
  type CallEnd,
  type OrderingCarrier,
} from '../../connectivity/carriers/index.ts';

/** The URL for the notices of a carrier, and how the call that registers it ended. */
export type NoticesRegistered = {
  url: string;
  outcome: CallEnd<null>['end'];
  /** Why it was not done. */
  detail: string | null;
};

type Registering = {
  carrier: string;
  carriers: readonly OrderingCarrier[];
  publicUrl: string;
};

/**
 * Has a carrier send its notices to this store. Returns undefined if no orders go to a carrier of
 * this name; the call is refused if it is not set up, or takes the URL from people only.
 */
export async function registerNotices({
  carrier: name,
  carriers,
  publicUrl,
}: Registering): Promise<NoticesRegistered | undefined> {
  if (!CALLED_CARRIERS.includes(name)) return undefined;
  const url = `${publicUrl}/carrier-notices/${name}`;
  const carrier = carriers.find((one) => one.name === name);
  if (!carrier) return { url, outcome: 'refused', detail: `The carrier ${name} is not set up.` };
  if (!carrier.registerNotices) {
    return { url, outcome: 'refused', detail: `${name} has no call for it: enter the URL there.` };
  }
  const end = await carrier.registerNotices(url);
  return { url, outcome: end.end, detail: end.end === 'done' ? null : end.detail };
}
