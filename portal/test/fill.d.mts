export type Sold = {
  customer: { uid: string; email: string };
  activatedItem: { uid: string };
  esimProfile: { uid: string; iccid: string };
};

/** Calls the API with the demonstration's key. */
export function openClient(
  base: string,
): Promise<(method: string, path: string, body?: object) => Promise<unknown>>;

/** Fills a store in sandbox mode with what a small company would have after some weeks. */
export function fill(base: string, amounts?: { days?: number; sales?: number }): Promise<Sold[]>;
