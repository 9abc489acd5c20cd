import { createHash } from 'node:crypto';
import { escapeHtml, type Html, html } from '../../kernel/html.ts';
import { keeping } from '../../kernel/keeping.ts';
import { localeTag } from '../../kernel/traveller-format.ts';
import {
  directionOf,
  TRAVELLER_LANGUAGES,
  type TravellerLanguage,
} from '../../kernel/traveller-language.ts';
import { pageHeaders } from '../../platform/http/page.ts';
import type { Reply, Request } from '../../platform/http/typed-app.ts';
import { type Brand, NO_BRAND } from '../../tenancy/branding/index.ts';
import { SCRIPT_PATH } from './assets.ts';
import { brandHead, brandStyle, brandSupport } from './brand.ts';
import { icon } from './icons.ts';
import { STYLE } from './style.ts';
import { WORDS } from './words/index.ts';

export type Page = {
  language: TravellerLanguage;
  title: string;
  content: Html;
  /** Links and remarks at the foot. */
  foot?: Html | undefined;
  /** The reseller whose page it is; undefined if unknown. */
  brand?: Brand | undefined;
};

/** For travellers only: not cached, not found by search engines, not named to where it links. */
const HEADERS = {
  'Cache-Control': 'private, no-store',
  'X-Robots-Tag': 'noindex, nofollow',
  Vary: 'Accept-Language, User-Agent',
};

const STYLE_HASH = hashOf(STYLE);

/** Sends a page that works without scripts, in its language; the reply's status stays. */
export function sendTravellerPage(reply: Reply, page: Page): Reply {
  const { language, title, content, foot, brand = NO_BRAND } = page;
  const { style, headers } = lookOf(brand);
  const text = `<!doctype html>
<html lang="${language}" dir="${directionOf(language)}" data-locale="${localeTag(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="robots" content="noindex, nofollow">
<meta name="format-detection" content="telephone=no">
<title>${escapeHtml(titleOf(title, brand))}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>${style && `<style>${style}</style>`}
<script src="${SCRIPT_PATH}" defer></script>
</head>
<body>
<header class="bar">${brandHead(brand).html}${languages(language).html}</header>
<main>${content.html}</main>
${foot ? html`<footer>${foot}</footer>`.html : ''}
</body>
</html>
`;
  return reply.headers({ ...headers, 'Content-Language': language }).send(text);
}

/** Returns how to reach the reseller, as a page shows it. */
export function supportOf({ language, brand = NO_BRAND }: Omit<Page, 'content' | 'title'>) {
  return brandSupport(brand, WORDS[language]);
}

/** Sends the page for a link that leads nowhere, whatever the reason. */
export function sendMissingPage(reply: Reply, language: TravellerLanguage): Reply {
  const { title, text, advice } = WORDS[language].missing;
  const content = html`<div class="lonely"><h1>${title}</h1>
<p class="lead">${text}</p><p class="lead">${advice}</p></div>`;
  return sendTravellerPage(reply.code(404), { language, title, content });
}

/** Returns the token in the link of a page. */
export function tokenOf({ params }: Pick<Request, 'params'>): string {
  return (params as { token: string }).token;
}

function titleOf(title: string, { displayName }: Brand): string {
  return displayName === null ? title : `${title} · ${displayName}`;
}

/** The number of cached styles of resellers, whose readable shades take long to compute. */
const KEPT_LOOKS = 1_000;

/** Returns the style rules of a brand, and the headers that allow them. */
const lookOf = keeping(
  KEPT_LOOKS,
  ({ accentColor }: Brand) => accentColor ?? '',
  (brand) => {
    const style = brandStyle(brand);
    return { style, headers: headersFor(style) };
  },
);

function headersFor(brandRules: string): Record<string, string> {
  const styles = [STYLE_HASH, ...(brandRules ? [hashOf(brandRules)] : [])].join(' ');
  const policy = [
    `style-src ${styles}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "script-src 'self'",
    "worker-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
  ];
  return { ...pageHeaders(policy.join('; ')), ...HEADERS };
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

const languages = keeping(
  TRAVELLER_LANGUAGES.length,
  (language: TravellerLanguage) => language,
  listOfLanguages,
);

function listOfLanguages(language: TravellerLanguage): Html {
  const { languageName, language: label } = WORDS[language];
  const links = TRAVELLER_LANGUAGES.map((other) => {
    const isCurrent = other === language ? { html: ' aria-current="true"' } : undefined;
    return html`<li><a href="?lang=${other}" lang="${other}" hreflang="${other}"
rel="nofollow"${isCurrent}>${WORDS[other].languageName}</a></li>`;
  });
  return html`<details class="langs"><summary><span class="vh">${label}:</span>${icon('globe')}
<span>${languageName}</span></summary><ul>${links}</ul></details>`;
}
