import { renderPdf } from '../../platform/pdf/pdf-file.ts';
import type { BillingDocument } from './document.ts';
import { DOCUMENT_WORDS } from './document-words.ts';
import { drawDocument } from './draw-document.ts';

/** Returns the document as PDF (A4) in its own language. */
export function renderDocument(document: BillingDocument): Promise<Buffer> {
  const { kind, number, locale, seller, issuedAt } = document;
  const title = `${DOCUMENT_WORDS[locale].title[kind]} ${number}`;
  const about = { title, author: seller.legalName, locale, createdAt: issuedAt };
  return renderPdf(about, (pdf) => drawDocument(pdf, document));
}
