import { contrastOf, darkenFor, lightenFor, mixColors } from '../../kernel/color.ts';
import { type Html, html } from '../../kernel/html.ts';
import { type Brand, LOGO_PATH } from '../../tenancy/branding/index.ts';
import { icon } from './icons.ts';
import { DARK, LIGHT, properties } from './tokens.ts';
import type { Words } from './words/index.ts';

const BLACK = '#000000';
const WHITE = '#ffffff';

/** Returns the style rules of the accent colour, readable in both schemes; empty without one. */
export function brandStyle({ accentColor }: Brand): string {
  if (accentColor === null) return '';
  const [light, dark] = [lightTokens(accentColor), darkTokens(accentColor)].map(properties);
  return `:root{${light}}@media (prefers-color-scheme:dark){:root{${dark}}}`;
}

/** The accent was checked against white when it was set. */
function lightTokens(accent: string): Record<string, string> {
  const soft = mixColors(accent, LIGHT.surface ?? WHITE, 92);
  return {
    accent,
    'accent-hover': mixColors(accent, BLACK, 18),
    'on-accent': WHITE,
    'accent-text': darkenFor(accent, soft),
    'accent-soft': soft,
    'accent-line': accent,
  };
}

function darkTokens(accent: string): Record<string, string> {
  const surface = DARK.surface ?? BLACK;
  const light = lightenFor(accent, surface);
  const soft = mixColors(accent, surface, 82);
  const ink = mixColors(accent, BLACK, 85);
  return {
    accent: light,
    'accent-hover': mixColors(light, WHITE, 18),
    'on-accent': contrastOf(light, ink) >= contrastOf(light, WHITE) ? ink : WHITE,
    'accent-text': lightenFor(accent, soft),
    'accent-soft': soft,
    'accent-line': light,
  };
}

/** Returns the reseller's logo or name, for the head of a page. */
export function brandHead({ displayName, logoName }: Brand): Html {
  const name = displayName ?? '';
  if (logoName === null) return html`<p class="brand" dir="auto">${name}</p>`;
  const path = `${LOGO_PATH}/${logoName}`;
  return html`<p class="brand"><img src="${path}" alt="${name}"></p>`;
}

/** Returns how to reach the reseller's support; undefined if the reseller named no way. */
export function brandSupport(brand: Brand, { contact }: Words): Html | undefined {
  const { supportEmail, supportPhone, supportUrl, displayName } = brand;
  const ways = [
    supportUrl &&
      html`<a class="btn" href="${supportUrl}" rel="noopener">${icon('chat')}${contact.page}</a>`,
    supportEmail &&
      html`<a class="btn" href="mailto:${supportEmail}" aria-label="${contact.mail}:
${supportEmail}">${icon('mail')}${contact.mail}</a>`,
    supportPhone &&
      html`<a class="btn" href="tel:${dialled(supportPhone)}" aria-label="${contact.call}:
${supportPhone}">${icon('call')}${contact.call}</a>`,
  ].filter((way) => way !== null);
  if (ways.length === 0) return undefined;
  const title = displayName === null ? contact.title : contact.ask.replace('{name}', displayName);
  return html`<section class="support"><h2>${title}</h2><div class="ask">${ways}</div></section>`;
}

/** Returns a button to the reseller's shop; undefined if there is none. */
export function shopButton(
  { shopUrl }: Brand,
  { contact }: Words,
  isPrimary: boolean,
): Html | undefined {
  if (shopUrl === null) return undefined;
  const kind = isPrimary ? 'btn pri cta' : 'btn cta';
  return html`<a class="${kind}" href="${shopUrl}" rel="noopener">${contact.shop}</a>`;
}

function dialled(phone: string): string {
  return phone.replace(/[^\d+]/g, '');
}
