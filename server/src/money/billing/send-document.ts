import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { findAccount } from '../../tenancy/accounts/index.ts';
import { readBillingDetails } from './details-store.ts';
import { type BillingDocument, statusOf } from './document.ts';
import { readDocumentPdf } from './document-pdf.ts';
import { selectDocument } from './document-store.ts';
import { DOCUMENT_WORDS, printAmount, printDay } from './document-words.ts';
import type { DocumentToMail } from './enqueue-document-mail.ts';

/**
 * Mails a document once, to the billing address and to the people who have turned invoices on. A
 * document that a reset deleted is skipped.
 */
export async function sendDocument(
  db: Database,
  { accountId, number }: DocumentToMail,
): Promise<void> {
  const document = await selectDocument(db, accountId, number);
  const { organizationId } = await findAccount(db, accountId);
  const details = await readBillingDetails(db, organizationId);
  if (!document || !details) return;
  const content = await readDocumentPdf({ db, accountId, document });
  const { locale, billingEmail } = details;
  await db.transaction((tx) =>
    notifyColleagues(tx, {
      about: 'invoices',
      kind: document.kind,
      organizationId,
      company: { to: billingEmail, locale },
      isOwedToCompany: true,
      contentIn: (language) => contentOf(document, language),
      isOfSandbox: document.isTest,
      attachments: [{ filename: `${number}.pdf`, contentType: 'application/pdf', content }],
      onceKey: `${accountId}:${document.id}`,
    }),
  );
}

const SENTENCES: Record<Locale, Record<'paid' | 'due' | 'credit_note' | 'test', string>> = {
  en: {
    paid: 'Thank you for your purchase. The invoice is attached.',
    due: 'The invoice is attached. It names the bank account and the reference for the transfer.',
    credit_note: 'A credit note is attached. It cancels the invoice, or a part of it.',
    test: 'This document belongs to a sandbox account. It is a sample and not an invoice.',
  },
  de: {
    paid: 'Vielen Dank für Ihren Kauf. Die Rechnung ist angehängt.',
    due: 'Die Rechnung ist angehängt. Sie nennt das Konto und die Referenz für die Überweisung.',
    credit_note:
      'Eine Rechnungskorrektur ist angehängt. Sie nimmt die Rechnung ganz oder teilweise zurück.',
    test: 'Dies gehört zu einem Sandbox-Konto: Es ist ein Muster und keine Rechnung.',
  },
};

function contentOf(document: BillingDocument, locale: Locale): MailContent {
  const { kind, number, isTest, issuedAt, totalMinor } = document;
  const words = DOCUMENT_WORDS[locale];
  const sentences = SENTENCES[locale];
  const isDue = statusOf(document) === 'due';
  const sentence = kind === 'credit_note' ? 'credit_note' : isDue ? 'due' : 'paid';
  return {
    subject: `${words.title[kind]} ${number}`,
    paragraphs: isTest ? [sentences[sentence], sentences.test] : [sentences[sentence]],
    rows: [
      [words.number[kind], number],
      [words.issuedOn, printDay(issuedAt, locale)],
      [words.total[kind], printAmount(totalMinor, locale)],
    ],
  };
}
