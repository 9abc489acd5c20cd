import { invalid } from '../../kernel/refusal.ts';
import { addDays, startOfDate } from '../../kernel/time-zone.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { renderPdf } from '../../platform/pdf/pdf-file.ts';
import { readCreditDays } from '../credits/index.ts';
import { readBillingDetails } from './details-store.ts';
import { addressLines } from './document-rows.ts';
import { drawStatement } from './draw-statement.ts';
import { findSeller } from './seller-store.ts';
import { printMonth, STATEMENT_WORDS } from './statement-words.ts';

/**
 * Returns the statement of a month, `2026-04`, as PDF: a row for each day and the sums by type of
 * entry, in the language of the billing details. Throws `invalid_request` at `/month` for a month
 * that has not begun, and at `/time_zone`.
 */
export async function renderMonthStatement(
  scope: Pick<ReadScope, 'db' | 'accountId' | 'organizationId' | 'mode' | 'now'>,
  { month, ...asked }: { month: string; timeZone?: string },
): Promise<Buffer> {
  const from = `${month}-01`;
  const to = lastDayOf(month);
  const { days, timeZone } = await readCreditDays(scope, { from, to, ...asked });
  const begins = startOfDate(timeZone, from);
  if (begins > scope.now) throw invalid('/month', 'must be a month that has begun');

  const details = await readBillingDetails(scope.db, scope.organizationId);
  const seller = await findSeller(scope.db);
  const locale = details?.locale ?? 'en';
  const linesOf = (party: Parameters<typeof addressLines>[0] | undefined) =>
    party ? [party.legalName, ...addressLines(party, { locale })] : [];
  const title = STATEMENT_WORDS[locale].title(printMonth(month, locale));
  const about = { title, author: seller?.legalName ?? 'Gigastore', locale, createdAt: begins };
  return renderPdf(about, (pdf) =>
    drawStatement(pdf, {
      title,
      locale,
      timeZone,
      mode: scope.mode,
      seller: linesOf(seller),
      buyer: linesOf(details),
      days,
    }),
  );
}

function lastDayOf(month: string): string {
  const inNext = addDays(`${month}-28`, 4);
  return addDays(`${inNext.slice(0, 7)}-01`, -1);
}
