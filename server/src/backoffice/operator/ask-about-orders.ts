import { selectOrdersToAskAbout, updateAsked } from '../../connectivity/carrier-orders/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { mailOperators } from './mail-operators.ts';

/**
 * Mails the operators about every order whose outcome only a person can find out, each once.
 * Returns the number of orders.
 */
export async function askAboutOrders(db: Database): Promise<number> {
  const orders = await selectOrdersToAskAbout(db);
  for (const { accountId, id, carrier, item } of orders) {
    await db.transaction(async (tx) => {
      if (!(await updateAsked(tx, { accountId, id }))) return;
      await mailOperators(tx, {
        kind: 'unknown-carrier-order',
        onceKey: id,
        contents: {
          en: {
            subject: `An order at ${carrier} has no known outcome`,
            paragraphs: [
              `${carrier} shows no sign of the order ${id} of ${item}. It is not sent again.`,
              'Look for it at the carrier, and settle it under Orders at carriers.',
            ],
          },
          de: {
            subject: `Eine Bestellung bei ${carrier} hat keinen bekannten Ausgang`,
            paragraphs: [
              `${carrier} zeigt keine Spur der Bestellung ${id} von ${item}. Sie wird nicht ` +
                'noch einmal gesendet.',
              'Suchen Sie sie beim Anbieter und schließen Sie sie unter Bestellungen ab.',
            ],
          },
        },
      });
    });
  }
  return orders.length;
}
