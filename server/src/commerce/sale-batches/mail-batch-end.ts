import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleague } from '../../messaging/notifications/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Batch, BatchProgress } from './batch.ts';
import { readProgress } from './item-store.ts';
import { stopReason } from './stop-reasons.ts';

/** Mails the person who created a batch that it is done, or that it stopped by itself. */
export async function mailBatchEnd(tx: Tx, batch: Batch): Promise<void> {
  const { accountId, id, stoppedBy, seller } = batch;
  if (seller.actor.kind !== 'person') return;
  const progress = (await readProgress({ db: tx, accountId }, [id])).get(id);
  if (!progress) return;
  const notice = {
    about: 'batch_finished',
    kind: stoppedBy === null ? 'batch-done' : 'batch-stopped',
    organizationId: seller.organizationId,
    isOfSandbox: seller.mode === 'sandbox',
    contentIn: (locale: Locale) => CONTENTS[locale]({ id, stoppedBy, ...progress }),
  } as const;
  await notifyColleague(tx, notice, seller.actor.personId);
}

type Of = BatchProgress & Pick<Batch, 'id' | 'stoppedBy'>;

const CONTENTS: Record<Locale, (of: Of) => MailContent> = {
  en: ({ id, stoppedBy, sold, failed, waiting }) => ({
    subject: stoppedBy === null ? 'Your batch of sales is done' : 'Your batch of sales stopped',
    paragraphs: [
      stoppedBy === null
        ? 'All packages of your batch have been processed. The results are in the portal.'
        : `Your batch stopped, and the rest waits. ${stopReason(stoppedBy, 'en')}`,
    ],
    rows: [
      ['Batch', id],
      ['Sold', String(sold)],
      ['Failed', String(failed)],
      ['Waiting', String(waiting)],
    ],
  }),
  de: ({ id, stoppedBy, sold, failed, waiting }) => ({
    subject:
      stoppedBy === null ? 'Ihr Sammelverkauf ist fertig' : 'Ihr Sammelverkauf wurde angehalten',
    paragraphs: [
      stoppedBy === null
        ? 'Alle Pakete Ihres Sammelverkaufs sind bearbeitet. Die Ergebnisse sehen Sie im Portal.'
        : `Ihr Sammelverkauf wurde angehalten, der Rest wartet. ${stopReason(stoppedBy, 'de')}`,
    ],
    rows: [
      ['Sammelverkauf', id],
      ['Verkauft', String(sold)],
      ['Fehlgeschlagen', String(failed)],
      ['Offen', String(waiting)],
    ],
  }),
};
