import { contrastOf, darkenFor, TEXT_CONTRAST } from '../../kernel/color.ts';
import { isEmail } from '../../kernel/email.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { isOfPlatform, toPagesHost } from './pages-host.ts';

/** How an organization appears to its travellers; null for what it has not set. */
export type Branding = {
  displayName: string | null;
  accentColor: string | null;
  supportEmail: string | null;
  supportPhone: string | null;
  supportUrl: string | null;
  shopUrl: string | null;
  defaultLocale: TravellerLanguage | null;
  senderName: string | null;
  /** The host of its pages for travellers, in place of the platform's. */
  pagesHost: string | null;
  /** Whether travellers start packages that wait. */
  travellersMayStart: boolean;
};

/** A branding, and since when the TXT record of its host is missing; null if it is there. */
export type KeptBranding = Branding & { pagesHostMissingSince: Date | null };

/** A branding as it is kept, and the name of its logo in public. */
export type Brand = KeptBranding & { logoName: string | null };

export const NO_BRANDING: Branding = {
  displayName: null,
  accentColor: null,
  supportEmail: null,
  supportPhone: null,
  supportUrl: null,
  shopUrl: null,
  defaultLocale: null,
  senderName: null,
  pagesHost: null,
  travellersMayStart: false,
};
export const NO_BRAND: Brand = { ...NO_BRANDING, pagesHostMissingSince: null, logoName: null };

export const LOGO_PATH = '/branding/logos';
const WHITE = '#ffffff';
const PHONE = /^\+?[\d ()/.-]{3,32}$/;

/** Throws `invalid_request` for what no page or mail could show. */
export function checkBranding(branding: Branding, publicUrl: string): void {
  const { displayName, senderName, supportEmail, supportPhone, pagesHost } = branding;
  if (displayName !== null && !isName(displayName)) throw invalid('/displayName', NAME_RULE);
  if (senderName !== null && !isSenderName(senderName)) {
    throw invalid('/senderName', 'must be 1 to 64 letters without <, >, @ or quotation marks');
  }
  if (supportEmail !== null && !isEmail(supportEmail)) {
    throw invalid('/supportEmail', 'must be an email address');
  }
  if (supportPhone !== null && !PHONE.test(supportPhone)) {
    throw invalid('/supportPhone', 'must be a phone number such as +43 1 234567');
  }
  if (pagesHost !== null) checkHost(pagesHost, publicUrl);
  for (const field of ['supportUrl', 'shopUrl'] as const) checkUrl(field, branding[field]);
  if (branding.accentColor !== null) checkContrast(branding.accentColor);
}

/** Returns the contrast of white text on the colour, to two decimals. */
export function whiteContrastOf(color: string): number {
  return Math.floor(contrastOf(color, WHITE) * 100) / 100;
}

function checkContrast(color: string): void {
  if (contrastOf(color, WHITE) >= TEXT_CONTRAST) return;
  throw invalid(
    '/accentColor',
    `must have a contrast of ${TEXT_CONTRAST}:1 with white, and has ${whiteContrastOf(color)}:1; ` +
      `${darkenFor(color, WHITE)} has enough`,
  );
}

function checkHost(host: string, publicUrl: string): void {
  if (toPagesHost(host) === undefined) {
    throw invalid('/pagesHost', 'must be a host name such as esim.acme.example');
  }
  if (isOfPlatform(host, publicUrl)) {
    throw invalid('/pagesHost', 'must be a host of your own, not one of the platform');
  }
}

function checkUrl(field: string, value: string | null): void {
  if (value === null) return;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isSafe = url?.protocol === 'https:' && url.username === '' && url.password === '';
  if (!isSafe) throw invalid(`/${field}`, 'must be an https URL');
}

function isSenderName(name: string): boolean {
  return isName(name) && name.length <= 64 && !/[<>@"]/.test(name);
}
