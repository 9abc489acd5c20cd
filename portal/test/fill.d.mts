export type Sold = {
  /** A ticket about another package; the first sale names it. */
  ticketId?: string;
  customer: { uid: string; email: string };
  activatedItem: { uid: string };
  esimProfile: { uid: string; iccid: string };
};

/** Fills a store in sandbox mode with what a small company would have after some weeks. */
export function fill(base: string, amounts?: { days?: number; sales?: number }): Promise<Sold[]>;
