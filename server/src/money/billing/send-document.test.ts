import { expect, it } from 'vitest';
import { openBuyer, openSeller, sampleInvoice } from '../../../test/support/billing.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { readPdf } from '../../../test/support/pdf.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';
import { createBillingTasks, issueCreditNote, registerBillingRoutes } from './index.ts';

const slice = await forThisFile(openSlice(registerBillingRoutes));
await openSeller(slice.db);
const account = await slice.newAccount();
await openBuyer(slice.db, account.organizationId, { locale: 'de' });

const billed = () => {
  const { organizationId, id: accountId } = account;
  return sampleInvoice(slice.db, { organizationId, accountId });
};

/** Runs a queued job as the worker would. */
async function send(number: string): Promise<void> {
  const jobs = await slice.db.rows<{ payload: object }>(sql`
    select payload
    from graphile_worker._private_jobs
    where key = ${`send-invoice:${number}`}`);
  expect(jobs).toHaveLength(1);
  const task = createBillingTasks({ db: slice.db })['send-invoice'];
  await task?.(jobs[0]?.payload, new AbortController().signal);
}

type Mail = { kind: string; recipient: string; subject: string; content: Buffer };
const mailsAbout = (number: string) =>
  slice.db.rows<Mail>(sql`
    select kind, recipient, subject, content
    from mails
    join mail_attachments on mail_id = mails.id
    where filename = ${`${number}.pdf`}`);

it('an invoice is mailed with its PDF to the billing address, once', async () => {
  const { number } = await billed();
  await send(number);
  await send(number);
  const mails = await mailsAbout(number);
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({
    kind: 'invoice',
    recipient: 'billing@acme.test',
    subject: `Rechnung ${number}`,
  });
  const { title } = await readPdf(mails[0]?.content ?? Buffer.alloc(0));
  expect(title).toBe(`Rechnung ${number}`);
});

it('a credit note is mailed too', async () => {
  const { purchaseId } = await billed();
  const draft = { accountId: account.id, purchaseId, amountMinor: 100n, issuedAt: new Date() };
  const note = await slice.db.transaction((tx) =>
    issueCreditNote(tx, { ...draft, reason: 'Given back' }),
  );
  await send(note.number);
  const [mail] = await mailsAbout(note.number);
  expect(mail).toMatchObject({ kind: 'credit_note', subject: `Rechnungskorrektur ${note.number}` });
});
