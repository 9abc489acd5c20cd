import { nudgeOrders } from '../../connectivity/carrier-orders/index.ts';
import type { Notice, OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { nudgePull } from '../../connectivity/usage-pulls/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { acceptRawBodies } from '../../platform/http/raw-body.ts';
import type { App } from '../../platform/http/typed-app.ts';

const MAX_BYTES = 256 * 1024;

export type NoticeParts = { db: Database; orderingCarriers: readonly OrderingCarrier[] };

/** An eSIM that a notice names is asked about as well: what it has used may be new. */
async function lookAgain(db: Database, carrier: string, notice: Notice): Promise<void> {
  await nudgeOrders(db, { ...notice, carrier });
  if (notice.iccid !== null) await nudgePull(db, { carrier, iccid: notice.iccid });
}

/**
 * Declares a route for the notices of each supplier that is set up. What a notice says is not
 * believed: it leads to a look at the supplier for the order that it names. The routes are not in
 * the API document, because resellers never call them.
 */
export function registerNoticeRoutes(app: App, { db, orderingCarriers }: NoticeParts): void {
  acceptRawBodies(app, { maxBytes: MAX_BYTES }, (scope) => {
    for (const { name, parseNotice } of orderingCarriers) {
      const url = `/carrier-notices/${name}`;
      const open = { config: { public: true }, schema: { hide: true } } as const;
      // Airalo asks whether the address exists before it sends anything there.
      scope.get(url, open, async (_, reply) => reply.send({ received: true }));
      scope.post(url, open, async ({ body, headers }, reply) => {
        const text = Buffer.isBuffer(body) ? body.toString() : '';
        const plain = Object.fromEntries(
          Object.entries(headers).map(([header, value]) => [header, [value ?? ''].flat().join()]),
        );
        const notice = parseNotice?.({ headers: plain, body: text });
        if (notice) await lookAgain(db, name, notice);
        return reply.send({ received: true });
      });
    }
  });
}
