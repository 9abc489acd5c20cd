import { BadStatement, type ReadLine, type ReadStatement } from './bank-line.ts';
import { dayOf, LONGEST_NAME, LONGEST_TEXT, readDecimal, tidyText } from './statement-values.ts';
import { allAt, type Element, readXml, textAt } from './xml-tree.ts';

type Fault = { line: number; reason: string };

/** Reads the booked entries of CAMT.053 statements of any version. Throws `BadStatement`. */
export function readCamt053(text: string): ReadStatement {
  const document = readXml(text);
  const statements = allAt(document, 'BkToCstmrStmt/Stmt');
  if (statements.length === 0) {
    throw new BadStatement([{ line: 1, reason: 'the XML document is no CAMT.053 statement' }]);
  }
  const faults: Fault[] = [];
  const read: ReadStatement = { lines: [], outgoing: 0 };
  for (const entry of statements.flatMap((statement) => allAt(statement, 'Ntry'))) {
    if (isPending(entry)) continue;
    if (isOutgoing(entry)) read.outgoing += 1;
    else read.lines.push(...readEntry(entry, faults));
  }
  if (faults.length > 0) throw new BadStatement(faults);
  return read;
}

/** The status is a code of its own element since version 8. */
function isPending(entry: Element): boolean {
  const status = textAt(entry, 'Sts/Cd') || textAt(entry, 'Sts');
  return status !== '' && status !== 'BOOK';
}

/** A reversed credit takes money back. */
function isOutgoing(entry: Element): boolean {
  return textAt(entry, 'CdtDbtInd') !== 'CRDT' || textAt(entry, 'RvslInd') === 'true';
}

/** An entry that books several transfers together is as many lines, if each has its amount. */
function readEntry(entry: Element, faults: Fault[]): ReadLine[] {
  const bookedOn = readDay(textAt(entry, 'BookgDt/Dt') || textAt(entry, 'BookgDt/DtTm'));
  if (!bookedOn) {
    faults.push({ line: entry.line, reason: 'the entry has no booking date' });
    return [];
  }
  const details = allAt(entry, 'NtryDtls/TxDtls');
  const amounts = details.map(amountOf);
  const isSplit = details.length > 1 && amounts.every((amount) => amount !== undefined);
  const parts = isSplit ? details : [details[0]];
  return parts.flatMap((detail, index) => {
    const amount = isSplit ? amounts[index] : readAmount(allAt(entry, 'Amt')[0]);
    if (amount) return [{ bookedOn, ...amount, ...whoAndWhat(entry, detail) }];
    faults.push({ line: entry.line, reason: 'the amount of the entry cannot be read' });
    return [];
  });
}

type Amount = Pick<ReadLine, 'amountMinor' | 'currency'>;

function amountOf(detail: Element): Amount | undefined {
  return readAmount(allAt(detail, 'Amt')[0] ?? allAt(detail, 'AmtDtls/TxAmt/Amt')[0]);
}

function readAmount(element: Element | undefined): Amount | undefined {
  const currency = element?.attributes.Ccy ?? '';
  const amountMinor = readDecimal(element?.text ?? '');
  if (amountMinor === undefined || !/^[A-Z]{3}$/.test(currency)) return undefined;
  return { amountMinor, currency };
}

function readDay(text: string): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(text) ?? [];
  return year ? dayOf(Number(year), Number(month), Number(day)) : undefined;
}

function whoAndWhat(entry: Element, detail: Element | undefined): Pick<ReadLine, 'payer' | 'text'> {
  const payer = textAt(detail, 'RltdPties/Dbtr/Nm') || textAt(detail, 'RltdPties/Dbtr/Pty/Nm');
  const texts = [
    ...allAt(detail, 'RmtInf/Ustrd'),
    ...allAt(detail, 'RmtInf/Strd/CdtrRefInf/Ref'),
    ...allAt(detail, 'RmtInf/Strd/AddtlRmtInf'),
  ].map((element) => element.text);
  const written = texts.length > 0 ? texts.join(' ') : textAt(entry, 'AddtlNtryInf');
  return {
    payer: tidyText(payer, LONGEST_NAME) || null,
    text: tidyText(written, LONGEST_TEXT),
  };
}
