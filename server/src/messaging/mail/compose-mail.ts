import { type Html, html } from '../../kernel/html.ts';
import { fill } from '../../kernel/traveller-format.ts';
import { directionOf, type TravellerLanguage } from '../../kernel/traveller-language.ts';
import { type MailBrand, type MailContent, toLine, toLines } from './mail.ts';
import { FRAME } from './words.ts';

type Row = readonly [label: string, value: string];
type Button = { label: string; url: string };
type Letter = {
  locale: TravellerLanguage;
  subject: string;
  greeting: string;
  paragraphs: string[];
  button: Button | undefined;
  rows: Row[];
  closing: string;
  footer: string;
  unsubscribe: Button | undefined;
  name: string;
  accent: string;
  logoUrl: string | null;
};

/** The reseller that a mail comes from, and where its reader unsubscribes. */
type Sender = { brand?: MailBrand | undefined; unsubscribeUrl?: string | undefined };

const OWN_NAME = 'Gigastore';
const OWN_ACCENT = '#0b6e5f';

/**
 * Returns the mail in its frame, the platform's or a reseller's: as text, and as HTML that needs
 * neither pictures nor style sheets.
 */
export function composeMail(
  content: MailContent,
  locale: TravellerLanguage,
  from: Sender = {},
): { text: string; html: string } {
  const letter = toLetter(content, locale, from);
  return { text: textOf(letter), html: htmlOf(letter) };
}

/** Escapes everything that comes from a domain, such as a stranger's name. */
function toLetter(
  content: MailContent,
  locale: TravellerLanguage,
  { brand, unsubscribeUrl }: Sender,
): Letter {
  const { subject, greeting, paragraphs, button, rows = [], closing, reason } = content;
  const isLink = button !== undefined && /^https?:\/\/[^\s]+$/.test(button.url);
  return {
    locale,
    subject: toLine(subject),
    greeting: toLine(greeting ?? FRAME[locale].greeting),
    paragraphs: paragraphs.map(toLines),
    button: isLink ? { label: toLine(button.label), url: button.url } : undefined,
    rows: rows.map(([label, value]) => [toLine(label), toLines(value)]),
    closing: toLines(closing ?? closingOf(locale, brand)),
    footer: brand ? supportOf(locale, brand) : footerOf(locale, reason),
    unsubscribe: unsubscribeUrl
      ? { label: FRAME[locale].unsubscribe, url: unsubscribeUrl }
      : undefined,
    name: toLine(brand?.name ?? OWN_NAME),
    accent: brand?.accentColor ?? OWN_ACCENT,
    logoUrl: brand?.logoUrl ?? null,
  };
}

function closingOf(locale: TravellerLanguage, brand: MailBrand | undefined): string {
  return `${FRAME[locale].regards}\n${brand?.name ?? OWN_NAME}`;
}

function footerOf(locale: TravellerLanguage, reason: string | undefined): string {
  return toLines([FRAME[locale].footer, reason ?? ''].filter((line) => line !== '').join('\n'));
}

function supportOf(locale: TravellerLanguage, brand: MailBrand): string {
  const { name, replyTo, supportPhone, supportUrl } = brand;
  const { unread } = FRAME[locale];
  const help = fill(FRAME[locale].help, { name });
  const ways = [replyTo, supportPhone, supportUrl].filter((way) => way !== null);
  const lines = [ways.length > 0 ? `${help} ${ways.join(' · ')}` : '', replyTo ? '' : unread];
  return toLines(lines.filter((line) => line !== '').join('\n'));
}

function textOf({ greeting, paragraphs, button, rows, closing, ...more }: Letter): string {
  const { footer, unsubscribe } = more;
  const stop = unsubscribe ? `\n${unsubscribe.label}: ${unsubscribe.url}` : '';
  const parts = [
    greeting,
    ...paragraphs,
    rows.map(([label, value]) => `${label}: ${value}`).join('\n'),
    button ? `${button.label}:\n${button.url}` : '',
    closing,
    // RFC 3676, 4.3: what follows this line is no part of the letter.
    `-- \n${footer}${stop}`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const TEXT = `margin:0 0 16px;${FONT};font-size:16px;line-height:25px;color:#10201d`;
const SMALL = `margin:0;${FONT};font-size:13px;line-height:20px;color:#4c5f5b`;
const TITLE = `margin:0 0 20px;${FONT};font-size:22px;line-height:29px;color:#10201d`;
const CARD = 'background:#ffffff;border:1px solid #d7e0dd;border-radius:14px;padding:32px';
const CELL = `${FONT};font-size:15px;line-height:22px;padding:9px 0;border-top:1px solid #d7e0dd`;
const LINK = [
  `display:inline-block;padding:13px 24px;border-radius:10px;${FONT}`,
  'font-size:16px;line-height:22px;font-weight:600;color:#ffffff;text-decoration:none',
].join(';');

const LOGO = 'display:block;max-width:176px;max-height:48px;border:0';

function htmlOf({ locale, subject, greeting, paragraphs, accent, ...more }: Letter): string {
  return html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${subject}</title>
</head>
<body style="margin:0;padding:0;background:#f1f5f3">
${table('background:#f1f5f3')}<tr><td align="center" style="padding:28px 12px">
${table('max-width:580px;text-align:start')}
<tr><td style="padding:0 4px 14px;${FONT};font-size:17px;font-weight:700;color:${accent}">
${headOf(more)}</td></tr>
<tr><td style="${CARD}">
<h1 style="${TITLE}">${subject}</h1>
${[greeting, ...paragraphs].map((text) => paragraph(TEXT, text))}
${rowsOf(more.rows)}${buttonOf(more.button, { locale, accent })}${paragraph(TEXT, more.closing)}
</td></tr>
<tr><td style="padding:16px 4px 0">${paragraph(SMALL, more.footer)}
${stopOf(more.unsubscribe)}</td></tr>
</table>
</td></tr></table>
</body>
</html>
`.html;
}

function stopOf(unsubscribe: Button | undefined): Html | undefined {
  if (!unsubscribe) return undefined;
  const { label, url } = unsubscribe;
  return html`<p style="${SMALL}"><a href="${url}" target="_blank" rel="noopener"
 style="color:#4c5f5b">${label}</a></p>`;
}

/** Returns the logo; mail programs show its name until the reader loads pictures. */
function headOf({ logoUrl, name }: Pick<Letter, 'logoUrl' | 'name'>): Html {
  return logoUrl ? html`<img src="${logoUrl}" alt="${name}" style="${LOGO}">` : html`${name}`;
}

/** Returns the start of a layout table, which every mail program supports. */
function table(style: string): Html {
  return html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"
 style="border-collapse:separate;${style}">`;
}

function paragraph(style: string, text: string): Html {
  const [first = '', ...others] = text.split('\n');
  return html`<p style="${style};overflow-wrap:anywhere">${first}${others.map(
    (line) => html`<br>${line}`,
  )}</p>`;
}

function rowsOf(rows: readonly Row[]): Html | undefined {
  if (rows.length === 0) return undefined;
  const lines = rows.map(
    ([label, value]) => html`<tr>
<td valign="top" width="38%" style="${CELL};padding-inline-end:16px;color:#4c5f5b">${label}</td>
<td valign="top" style="${CELL};color:#10201d;overflow-wrap:anywhere">${value}</td>
</tr>`,
  );
  return html`${table('margin:4px 0 24px')}${lines}</table>`;
}

type Looks = Pick<Letter, 'locale' | 'accent'>;

function buttonOf(button: Button | undefined, { locale, accent }: Looks): Html | undefined {
  if (!button) return undefined;
  const { label, url } = button;
  return html`<p style="margin:8px 0 20px"><a href="${url}" target="_blank" rel="noopener"
 style="background:${accent};${LINK}">${label}</a></p>
<p style="${SMALL};margin-bottom:24px">${FRAME[locale].instead}<br>
<a href="${url}" target="_blank" rel="noopener"
 style="color:${accent};word-break:break-all">${url}</a></p>
`;
}
