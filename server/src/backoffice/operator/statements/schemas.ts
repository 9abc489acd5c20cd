import { Type } from 'typebox';
import { toDecimal, toPrice, usd } from '../../../kernel/money.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../../platform/http/schemas.ts';
import { type BankLine, LINE_STATES, STATEMENT_FORMATS } from './bank-line.ts';
import type { Proposal } from './propose-purchases.ts';
import type { BankStatement } from './statement-store.ts';

const AN_ID = '0199a1b2-71f4-7c1b-8a3d-0123456789ab';

const counts = {
  lines: Type.Integer({ description: 'The entries of money that came in.' }),
  newLines: Type.Integer({ description: 'Those that no earlier file had.' }),
  outgoing: Type.Integer({ description: 'The other entries, which are not kept.' }),
};
export const UploadSchema = answer('BankStatementUpload', {
  dryRun: Type.Boolean({ description: 'Whether the file was only read.' }),
  statementId: nullable(described(Id, 'The ID of the upload; `null` in a dry run.')),
  format: nullable(oneOf(STATEMENT_FORMATS, { description: 'The format that the file has.' })),
  ...counts,
  errors: Type.Array(
    answer('BankStatementError', {
      line: Type.Integer({ description: 'The number of the line in the file.' }),
      reason: Type.String({ description: 'What is wrong with it.' }),
    }),
    { description: 'What is wrong with the file.' },
  ),
});
export const anUpload = {
  ...{ dryRun: false, statementId: AN_ID, format: 'camt053' },
  ...{ lines: 12, newLines: 11, outgoing: 4, errors: [] },
};

export const StatementSchema = answer('BankStatement', {
  id: described(Id, 'The ID of the upload.'),
  format: oneOf(STATEMENT_FORMATS, { description: 'The format of the file.' }),
  fileName: nullable(Type.String({ description: 'The name of the file, if it was given.' })),
  ...counts,
  uploadedBy: nullable(Type.String({ description: 'Who uploaded it.' })),
  uploadedAt: described(Timestamp, 'When it was uploaded.'),
});
export const aStatement = {
  id: AN_ID,
  format: 'camt053',
  fileName: 'statement-2026-04-30.xml',
  lines: 12,
  newLines: 11,
  outgoing: 4,
  uploadedBy: 'Grace Hopper',
  uploadedAt: '2026-04-30T09:55:36.430Z',
};

/** Returns the upload of an answer. */
export function showStatement({ uploadedByName, uploadedAt, ...statement }: BankStatement) {
  return { ...statement, uploadedBy: uploadedByName, uploadedAt: uploadedAt.toISOString() };
}

const ProposalSchema = answer('BankLineProposal', {
  purchaseId: described(Id, 'The ID of the credit purchase.'),
  reference: Type.String({ description: 'Its reference.', examples: ['GS-7K2M-94XC'] }),
  status: Type.String({ description: 'The status of the purchase.' }),
  organizationName: Type.String({ description: 'The name of the reseller.' }),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  open: described(Price, 'What is still to be paid, with VAT.'),
  because: oneOf(['reference', 'amount'], { description: 'What speaks for this purchase.' }),
  isExact: Type.Boolean({ description: 'Whether the amount is exactly what is open.' }),
});
const line = {
  id: described(Id, 'The ID of the entry.'),
  statementId: described(Id, 'The ID of the upload that had it first.'),
  entryId: Type.String({
    description: 'The ID under which its receipt is kept.',
    examples: ['2026-04-30/4b7e1f0c2a9d8e6f5a4b3c2d1e0f9a8b7c6d5e4f'],
  }),
  bookedOn: Type.String({ format: 'date', description: 'When the bank booked it.' }),
  amount: Type.String({ description: 'The amount, with two decimals.', examples: ['120.00'] }),
  currency: Type.String({ description: 'Its currency, ISO 4217.', examples: ['USD'] }),
  payer: nullable(Type.String({ description: 'The name of the payer, if the bank names it.' })),
  text: Type.String({ description: 'What the payer wrote.' }),
  state: oneOf(LINE_STATES, {
    description:
      '`open` until it is confirmed or dismissed; `waiting` while another operator has to ' +
      'approve it.',
  }),
  note: nullable(Type.String({ description: 'Why it was dismissed.' })),
  purchaseId: nullable(described(Id, 'The ID of the purchase that it pays.')),
};
export const LineSchema = answer('BankLine', line);
export const ProposedLineSchema = answer('ProposedBankLine', {
  ...line,
  proposals: Type.Array(ProposalSchema, {
    description: 'Of an open entry, the purchases that it may pay, 5 at most.',
  }),
});
export const aLine = {
  id: AN_ID,
  statementId: AN_ID,
  entryId: '2026-04-30/4b7e1f0c2a9d8e6f5a4b3c2d1e0f9a8b7c6d5e4f',
  bookedOn: '2026-04-30',
  amount: '120.00',
  currency: 'USD',
  payer: 'Acme Travel GmbH',
  text: 'GS-7K2M-94XC Credits',
  state: 'open',
  note: null,
  purchaseId: null,
};
export const aProposal = {
  purchaseId: AN_ID,
  reference: 'GS-7K2M-94XC',
  status: 'awaiting_transfer',
  organizationName: 'Acme Travel',
  mode: 'live',
  open: usd(120),
  because: 'reference',
  isExact: true,
};

/** Returns the entry of an answer. */
export function showLine({ amountMinor, ...kept }: BankLine) {
  return { ...kept, amount: toDecimal(amountMinor) };
}

/** Returns the entry of an answer with its proposals. */
export function showProposedLine({ proposals, ...line }: BankLine & { proposals: Proposal[] }) {
  return { ...showLine(line), proposals: proposals.map(showProposal) };
}

function showProposal({ id, openMinor, ...proposal }: Proposal) {
  return { ...proposal, purchaseId: id, open: toPrice(openMinor) };
}
