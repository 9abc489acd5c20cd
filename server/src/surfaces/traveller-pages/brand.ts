import { contrastOf, lightenFor } from '../../kernel/color.ts';
import { type Html, html } from '../../kernel/html.ts';
import { type Brand, LOGO_PATH } from '../../tenancy/branding/index.ts';
import type { Words } from './words.ts';

const DARK_CARD = '#16211e';
const DARK_INK = '#06231d';

/** Returns the style sheet's lines for the accent colour: as it is, and lighter in the dark. */
export function brandStyle({ accentColor }: Brand): string {
  if (accentColor === null) return '';
  const light = lightenFor(accentColor, DARK_CARD);
  const ink = contrastOf(light, DARK_INK) >= contrastOf(light, '#ffffff') ? DARK_INK : '#fff';
  return `:root { --accent: ${accentColor}; --on-accent: #fff; --tint: #eef2f1 }
@media (prefers-color-scheme: dark) {
  :root { --accent: ${light}; --on-accent: ${ink}; --tint: #22302c }
}
`;
}

/** Returns the reseller's logo or name, for the head of a page. */
export function brandHead({ displayName, logoName }: Brand): Html | undefined {
  if (logoName !== null) {
    const path = `${LOGO_PATH}/${logoName}`;
    return html`<p class="brand"><img src="${path}" alt="${displayName ?? ''}"></p>`;
  }
  return displayName === null ? undefined : html`<p class="brand">${displayName}</p>`;
}

/** Returns how to reach the reseller's support, for the foot of a page. */
export function brandSupport(brand: Brand, { support }: Words): Html | undefined {
  const { supportEmail, supportPhone, supportUrl } = brand;
  const ways = [
    supportEmail && html`<a href="mailto:${supportEmail}">${supportEmail}</a>`,
    supportPhone && html`<a href="tel:${dialled(supportPhone)}">${supportPhone}</a>`,
    supportUrl && html`<a href="${supportUrl}" rel="noopener">${support.page}</a>`,
  ].filter((way) => way !== null);
  if (ways.length === 0) return undefined;
  return html`<section class="support"><h2>${support.title}</h2>
<ul class="plain">${ways.map((way) => html`<li>${way}</li>`)}</ul></section>`;
}

/** Returns a button to the reseller's shop. */
export function shopButton({ shopUrl }: Brand, { support }: Words): Html | undefined {
  if (shopUrl === null) return undefined;
  return html`<a class="button" href="${shopUrl}" rel="noopener">${support.shop}</a>`;
}

function dialled(phone: string): string {
  return phone.replace(/[^\d+]/g, '');
}
