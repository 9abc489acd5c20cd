import { nudgeOrders } from '../../connectivity/carrier-orders/index.ts';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { acceptRawBodies } from '../../platform/http/raw-body.ts';
import type { App } from '../../platform/http/typed-app.ts';

const MAX_BYTES = 256 * 1024;

export type NoticeParts = { db: Database; orderingCarriers: readonly OrderingCarrier[] };

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
        if (notice) await nudgeOrders(db, { ...notice, carrier: name });
        return reply.send({ received: true });
      });
    }
  });
}
