import { countryName } from '../../commerce/catalog/index.ts';
import type { EsimProfile } from '../../connectivity/esims/index.ts';
import { toActivationCode } from '../../kernel/activation-code.ts';
import { counted, fill, localeTag } from '../../kernel/traveller-format.ts';
import { directionOf, type TravellerLanguage } from '../../kernel/traveller-language.ts';
import { drawQrCode } from '../../platform/pdf/draw-qr-code.ts';
import { type Pdf, renderPdf } from '../../platform/pdf/pdf-file.ts';
import { printText } from '../../platform/pdf/print-text.ts';
import type { Brand } from '../../tenancy/branding/index.ts';
import { checksOf } from './help.ts';
import { isCurrent } from './packages.ts';
import { type Bought, lastDigits } from './ticket.ts';
import { type TitledText, WORDS } from './words/index.ts';

type Shown = {
  profile: EsimProfile;
  bought: Bought;
  language: TravellerLanguage;
  brand: Brand;
};

const MARGIN = 48;
const PAGE_WIDTH = 595;
const WIDTH = PAGE_WIDTH - 2 * MARGIN;
const CODE = 190;
const GAP = 24;

type Style = { weight?: 'regular' | 'bold'; size?: number; space?: number; color?: string };
type Column = { x: number; width: number };

/** Returns one sheet (A4) to print or to mail: what was bought, the QR code, codes and steps. */
export function installationSheet(of: Shown): Promise<Buffer> {
  const { profile, language, brand } = of;
  const about = {
    title: WORDS[language].install.title,
    author: brand.displayName ?? 'Gigastore',
    locale: localeTag(language).slice(0, 2),
    createdAt: profile.createdAt,
  };
  return renderPdf(about, (pdf) => {
    pdf.page.margins = { top: 0, left: 0, right: 0, bottom: 0 };
    drawSheet(pdf, of);
  });
}

function drawSheet(pdf: Pdf, of: Shown): void {
  const { profile, language } = of;
  const words = WORDS[language];
  const isRtl = directionOf(language) === 'rtl';
  const beside = { x: isRtl ? MARGIN : MARGIN + CODE + GAP, width: WIDTH - CODE - GAP };
  const whole = { x: MARGIN, width: WIDTH };
  const write = writerFor(pdf, language);

  let y = drawHead(of, write, whole);
  const top = y;
  drawQrCode(pdf, toActivationCode(profile), {
    x: isRtl ? PAGE_WIDTH - MARGIN - CODE : MARGIN,
    y: top,
    size: CODE,
  });
  y = write(words.ways.scan.text, beside, top + 14, { space: 12 });
  const codes: [string, string][] = [
    [words.ways.smdpAddress, profile.smdpAddress],
    [words.ways.matchingId, profile.matchingId],
    ...(profile.confirmationCode === null
      ? []
      : [[words.ways.confirmationCode, profile.confirmationCode] as [string, string]]),
    ['ICCID', profile.iccid],
  ];
  for (const [name, code] of codes) {
    y = write(name, beside, y, { size: 8, color: SOFT });
    y = write(code, beside, y, { space: 7 });
  }
  y = Math.max(y, top + CODE) + 14;
  y = drawSteps(of, write, y);
  y = drawChecks(of, write, y);
  drawFoot(of, write, y);
}

const INK = '#121920';
const SOFT = '#4b5661';

type Write = (text: string, column: Column, y: number, style?: Style) => number;

/** Returns a function that writes a text and returns where the next one goes. */
function writerFor(pdf: Pdf, language: TravellerLanguage): Write {
  const direction = directionOf(language);
  const align = direction === 'rtl' ? 'right' : 'left';
  return (text, column, y, { weight = 'regular', size = 10, space = 2, color = INK } = {}) => {
    pdf.fillColor(color);
    const look = { align, direction, weight, size, lineGap: 1 } as const;
    return printText(pdf, text, { ...column, y, ...look }) + space;
  };
}

function drawHead({ profile, bought, language, brand }: Shown, write: Write, at: Column): number {
  const words = WORDS[language];
  let y = MARGIN;
  if (brand.displayName) y = write(brand.displayName, at, y, { size: 12, color: SOFT, space: 8 });
  y = write(words.install.title, at, y, { weight: 'bold', size: 22, space: 6 });
  const item = bought.packages.find(isCurrent);
  if (item) y = write(item.name, at, y, { weight: 'bold', size: 13 });
  return write([whereOf(bought, language), `eSIM ${lastDigits(profile)}`].join(' · '), at, y, {
    color: SOFT,
    space: 12,
  });
}

function whereOf({ countries }: Bought, language: TravellerLanguage): string {
  const { ticket } = WORDS[language];
  const [only] = countries;
  if (countries.length !== 1 || !only) return counted(ticket.countries, countries.length, language);
  return fill(ticket.worksIn, { country: countryName(only, localeTag(language)) });
}

/** The steps of both platforms, because the reader may have either. */
function drawSteps({ language }: Shown, write: Write, y: number): number {
  const { steps, ways } = WORDS[language];
  const width = (WIDTH - GAP) / 2;
  const columns = [
    { x: MARGIN, width },
    { x: MARGIN + width + GAP, width },
  ] as const;
  const [iphone, android] = directionOf(language) === 'rtl' ? [1, 0] : ([0, 1] as const);
  const column = (at: Column, heading: string, path: string, list: readonly TitledText[]) => {
    const after = write(heading, at, y, { weight: 'bold', size: 12, space: 6 });
    return drawTold([{ title: ways.codes.title, text: path }, ...list], { write, at, y: after });
  };
  return Math.max(
    column(columns[iphone] as Column, steps.onIphone, ways.codesOnIphone, steps.iphone),
    column(columns[android] as Column, steps.onAndroid, ways.codesOnAndroid, steps.android),
  );
}

function drawChecks({ profile, language }: Shown, write: Write, y: number): number {
  const { help } = WORDS[language];
  const at = { x: MARGIN, width: WIDTH };
  const after = write(help.noData.title, at, y + 8, { weight: 'bold', size: 12, space: 6 });
  const lines = checksOf(profile, language).map(
    ({ title, text }, index) => `${index + 1}. ${title}. ${text}`,
  );
  return lines.reduce((below, line) => write(line, at, below, { size: 9 }), after);
}

function drawFoot({ language, brand }: Shown, write: Write, y: number): void {
  const { supportEmail, supportPhone, supportUrl } = brand;
  const at = { x: MARGIN, width: WIDTH };
  const below = write(WORDS[language].help.keep, at, y + 8, { size: 9, space: 6 });
  const ways = [supportEmail, supportPhone, supportUrl].filter((way) => way !== null);
  if (ways.length > 0) write(ways.join(' · '), at, below, { size: 9, color: SOFT });
}

function drawTold(
  list: readonly TitledText[],
  { write, at, y }: { write: Write; at: Column; y: number },
): number {
  return list.reduce((below, { title, text }) => {
    const after = write(title, at, below, { weight: 'bold', size: 9.5, space: 0 });
    return write(text, at, after, { size: 9, space: 6 });
  }, y);
}
