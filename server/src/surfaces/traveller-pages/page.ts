import { createHash } from 'node:crypto';
import { escapeHtml, type Html, html } from '../../kernel/html.ts';
import { LOCALES, type Locale } from '../../kernel/locale.ts';
import { pageHeaders } from '../../platform/http/page.ts';
import type { Reply } from '../../platform/http/typed-app.ts';
import { type Brand, NO_BRAND } from '../../tenancy/branding/index.ts';
import { brandHead, brandStyle, brandSupport } from './brand.ts';
import { STYLE } from './style.ts';
import { WORDS } from './words.ts';

export type Page = {
  language: Locale;
  title: string;
  content: Html;
  /** A remark at the foot, before the other languages. */
  remark?: string;
  /** The reseller whose page it is; undefined where nobody knows. */
  brand?: Brand | undefined;
};

/** For travellers only: not cached, not found by search engines, not named to where it links. */
const HEADERS = {
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept-Language',
};

/** Sends a page without scripts, in its language; the reply's status stays. */
export function sendTravellerPage(reply: Reply, page: Page): Reply {
  const { language, title, content, remark, brand = NO_BRAND } = page;
  const style = STYLE + brandStyle(brand);
  const hash = createHash('sha256').update(style).digest('base64');
  const others = LOCALES.filter((other) => other !== language).map(
    (other) => html`<a href="?lang=${other}" lang="${other}" hreflang="${other}"
>${WORDS[other].languageName}</a>`,
  );
  const text = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>${html`${brandHead(brand)}${content}${brandSupport(brand, WORDS[language])}`.html}</main>
<footer>${html`<span>${remark}</span><span>${others}</span>`.html}</footer>
</body>
</html>
`;
  const policy = `style-src 'sha256-${hash}'; img-src 'self'; form-action 'none'`;
  const headers = { ...pageHeaders(policy), ...HEADERS, 'Content-Language': language };
  return reply.headers(headers).send(text);
}

/** Sends the page for a link that leads nowhere, whatever the reason. */
export function sendMissingPage(reply: Reply, language: Locale): Reply {
  const { title, text, advice } = WORDS[language].missing;
  const content = html`<div class="lonely"><h1>${title}</h1>
<p class="lead">${text}</p><p class="lead">${advice}</p></div>`;
  return sendTravellerPage(reply.code(404), { language, title, content });
}
