/** A credit entry of a bank statement, as its file has it. */
export type ReadLine = {
  /** `2026-04-30`. */
  bookedOn: string;
  amountMinor: bigint;
  currency: string;
  payer: string | null;
  /** What the payer wrote. */
  text: string;
};

/** A statement as it was read: money that came in, and the number of the other entries. */
export type ReadStatement = { lines: ReadLine[]; outgoing: number };

export const STATEMENT_FORMATS = ['camt053', 'mt940', 'csv'] as const;
export type StatementFormat = (typeof STATEMENT_FORMATS)[number];

export const LINE_STATES = ['open', 'waiting', 'confirmed', 'dismissed'] as const;
export type LineState = (typeof LINE_STATES)[number];

/** A kept entry. It waits while another operator has to approve its receipt. */
export type BankLine = ReadLine & {
  id: string;
  statementId: string;
  /** What identifies the entry, however often and in whatever format it is uploaded. */
  entryId: string;
  state: LineState;
  note: string | null;
  /** Of the purchase that it was confirmed for. */
  purchaseId: string | null;
};

/** A file that is no bank statement, with the line at which that was noticed. */
export class BadStatement extends Error {
  readonly faults: { line: number; reason: string }[];

  constructor(faults: { line: number; reason: string }[]) {
    super('The file is no bank statement that can be read.');
    this.name = 'BadStatement';
    this.faults = faults;
  }
}
