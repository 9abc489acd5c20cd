import { describe, expect, it } from 'vitest';
import { BadStatement } from './bank-line.ts';
import { identifyLines } from './identify-lines.ts';
import { readStatement } from './read-statement.ts';

const REFERENCE = 'GS-B98S-8HY4';
const line = {
  ...{ bookedOn: '2026-04-30', amountMinor: 12_050n, currency: 'USD', payer: 'Acme Travel GmbH' },
  text: `${REFERENCE} Credits for April`,
};

const entry = (inner: string, status = '<Sts><Cd>BOOK</Cd></Sts>') =>
  `<Ntry><Amt Ccy="USD">120.50</Amt>${status}<BookgDt><Dt>2026-04-30</Dt></BookgDt>${inner}</Ntry>`;
const camt = (entries: string) => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<Stmt><Id>1</Id>${entries}</Stmt></BkToCstmrStmt></Document>`;
const IN = '<CdtDbtInd>CRDT</CdtDbtInd>';
const details = (more = '') =>
  `<TxDtls>${more}<RltdPties><Dbtr><Pty><Nm>Acme Travel GmbH</Nm></Pty></Dbtr></RltdPties>
  <RmtInf><Ustrd>${REFERENCE} Credits</Ustrd><Ustrd>for April</Ustrd></RmtInf></TxDtls>`;
const CAMT = camt(
  entry(`${IN}<NtryDtls>${details()}</NtryDtls>`) +
    entry('<CdtDbtInd>DBIT</CdtDbtInd>') +
    entry(`${IN}<RvslInd>true</RvslInd>`) +
    entry(IN, '<Sts>PDNG</Sts>'),
);
const MT940 = `:20:STARTUMS
:25:20041111/1234567890
:28C:00000/001
:60F:C260429USD1000,00
:61:2604300430C120,50NTRFNONREF//B0430
:86:166?00GUTSCHRIFT?20SVWZ+${REFERENCE}?21 Credits for April?30BKAUATWW
?32Acme Travel ?33GmbH
:61:2604300430D9,90NMSCNONREF
:86:808?00ENTGELT
:62F:C260430USD1110,60
-`;
const CSV = `\ufeffsep=;\r\nKontoauszug;;;;\r
Buchungstag;Auftraggeber;Verwendungszweck;Betrag;Währung\r
30.04.2026;Acme Travel GmbH;${REFERENCE} Credits for April;120,50;USD\r
30.04.2026;Bank;Entgelt;-9,90;USD\r\n`;

async function faultsOf(text: string) {
  try {
    await readStatement(text);
  } catch (error) {
    if (error instanceof BadStatement) return error.faults;
    throw error;
  }
  throw new Error('the file was read');
}

describe('a bank statement', () => {
  it('is read in CAMT.053: booked credits, without reversals and pending entries', async () => {
    expect(await readStatement(CAMT)).toEqual({ format: 'camt053', lines: [line], outgoing: 2 });
  });

  it('is read in MT940, with the subfields of its details', async () => {
    const text = `SVWZ+${REFERENCE} Credits for April`;
    expect(await readStatement(MT940)).toEqual({
      format: 'mt940',
      lines: [{ ...line, text }],
      outgoing: 1,
    });
  });

  it('is read in CSV as a German bank writes it', async () => {
    expect(await readStatement(CSV)).toEqual({ format: 'csv', lines: [line], outgoing: 1 });
  });

  it('has the same entries in every format', async () => {
    const ids = new Set<string>();
    for (const text of [CAMT, MT940, CSV]) {
      const [read] = identifyLines((await readStatement(text)).lines);
      ids.add(read?.entryId ?? '');
    }
    expect(ids.size).toBe(1);
  });

  it('tells equal entries of a file apart, and finds them again', () => {
    const twice = identifyLines([line, line]);
    expect(new Set(twice.map(({ entryId }) => entryId)).size).toBe(2);
    expect(identifyLines([line, line])).toEqual(twice);
  });

  it('has a line for each transfer that an entry books together', async () => {
    const part = (amount: string) => details(`<Amt Ccy="USD">${amount}</Amt>`);
    const file = camt(entry(`${IN}<NtryDtls>${part('100.00')}${part('20.50')}</NtryDtls>`));
    const { lines } = await readStatement(file);
    expect(lines.map(({ amountMinor }) => amountMinor)).toEqual([10_000n, 2_050n]);
  });

  it('of a turn of the year keeps the year of each entry in MT940', async () => {
    const file = MT940.replace(':61:2604300430C', ':61:2601021231C');
    expect((await readStatement(file)).lines[0]?.bookedOn).toBe('2025-12-31');
  });

  it.each([
    ['1.234,56', 123_456n],
    ['1,234.56', 123_456n],
    ['+1234.5', 123_450n],
    ["1'234.00", 123_400n],
    ['1.234.567,00', 123_456_700n],
  ])('has the amount %s', async (written, amountMinor) => {
    const { lines } = await readStatement(`date;amount\n2026-04-30;${written}\n`);
    expect(lines[0]).toMatchObject({ amountMinor, currency: 'USD' });
  });

  it.each([
    ['30.04.2026', '2026-04-30'],
    ['30.4.26', '2026-04-30'],
    ['04/30/2026', '2026-04-30'],
    ['30/04/2026', '2026-04-30'],
    ['05/05/2026', '2026-05-05'],
  ])('has the date %s', async (written, bookedOn) => {
    const { lines } = await readStatement(`date;amount\n${written};1.00\n`);
    expect(lines[0]?.bookedOn).toBe(bookedOn);
  });

  it.each([
    ['date;amount\n05/06/2026;1.00\n', 2, 'could be two'],
    ['date;amount\n31.02.2026;1.00\n', 2, 'the date'],
    ['date;amount\n2026-04-30;1.234\n', 2, 'could be two'],
    ['date;amount\n2026-04-30;ten\n', 2, 'the amount'],
    ['date;amount;currency\n2026-04-30;1.00;dollars\n', 2, 'the currency'],
    ['who;what\na;b\n', 1, 'no line names the columns'],
    ['', 1, 'the file is empty'],
    ['<Document><Other/></Document>', 1, 'no CAMT.053 statement'],
    ['<Document>\n<broken</Document>', 2, 'the XML is broken'],
    ['<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 1, 'a document type is not taken'],
    [`${'<a>'.repeat(60)}${'</a>'.repeat(60)}`, 1, 'nested too deep'],
    [CAMT.replace('120.50', 'much'), 3, 'the amount of the entry'],
    [MT940.replace('C120,50', 'X120,50'), 5, 'no entry of a statement'],
  ])('is refused with the line and the reason: %j', async (text, at, reason) => {
    const [fault] = await faultsOf(text);
    expect(fault).toEqual({ line: at, reason: expect.stringContaining(reason) });
  });
});
