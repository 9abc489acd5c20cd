import { escapeHtml, type Html, html } from '../../kernel/html.ts';
import { LOCALES, type Locale } from '../../kernel/locale.ts';
import { pageHeaders } from '../../platform/http/page.ts';
import type { Reply } from '../../platform/http/typed-app.ts';
import { STYLE, STYLE_HASH } from './style.ts';
import { WORDS } from './words.ts';

export type Page = {
  language: Locale;
  title: string;
  content: Html;
  /** What stands at the foot, before the other languages. */
  remark?: string;
};

/** Travellers only: never kept by others, found by search engines or named to where it links. */
const HEADERS = {
  ...pageHeaders(`style-src 'sha256-${STYLE_HASH}'; img-src 'self'; form-action 'none'`),
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept-Language',
};

/** Sends a page without scripts, in its language; the reply's status stays. */
export function sendTravellerPage(reply: Reply, page: Page): Reply {
  const { language, title, content, remark } = page;
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
<style>${STYLE}</style>
</head>
<body>
<main>${content.html}</main>
<footer>${html`<span>${remark}</span><span>${others}</span>`.html}</footer>
</body>
</html>
`;
  return reply.headers({ ...HEADERS, 'Content-Language': language }).send(text);
}

/** Sends the page for what is not there, whatever the reason. */
export function sendMissingPage(reply: Reply, language: Locale): Reply {
  const { title, text, advice } = WORDS[language].missing;
  const content = html`<div class="lonely"><h1>${title}</h1>
<p class="lead">${text}</p><p class="lead">${advice}</p></div>`;
  return sendTravellerPage(reply.code(404), { language, title, content });
}
