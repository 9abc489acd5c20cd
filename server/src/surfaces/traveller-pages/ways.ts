import {
  type EsimProfile,
  type PublicLinks,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { toActivationCode } from '../../kernel/activation-code.ts';
import { type Html, html } from '../../kernel/html.ts';
import { fill } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import type { Device } from './device.ts';
import { deviceSearch } from './device-search.ts';
import { fold, rowLink } from './fold.ts';
import { icon } from './icons.ts';
import { WORDS } from './words/index.ts';

export type Ways = {
  profile: EsimProfile;
  links: PublicLinks;
  device: Device;
  language: TravellerLanguage;
  /** The model that the traveller searched for. */
  model?: string | undefined;
};

/** Returns the path of a link. Its host may be another one behind a proxy. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}

/** Returns the one way that suits the device best: its button, or the code to scan. */
export function bestWay(of: Ways): Html {
  const { device, language } = of;
  const { ways, button } = WORDS[language];
  const { kind, insideApp } = device;
  if (kind === 'desktop') return html`${qrCode(of)}${confirmation(of)}${sendToPhone(of)}`;
  const notice = insideApp && html`<p class="note">${fill(ways.insideApp, { app: insideApp })}</p>`;
  if (!device.hasInstallLink) return html`${notice}<p class="note calm">${ways.oldIphone}</p>`;
  const { appleUniversalLink, androidUniversalLink } = showEsimProfile(of.profile, of.links);
  const href = kind === 'android' ? androidUniversalLink : appleUniversalLink;
  return html`${notice}<a class="btn pri cta" href="${href}" rel="noreferrer">${button[kind]}</a>
<p class="under">${ways.wifi}</p>${confirmation(of)}`;
}

/** Returns the other ways, the likeliest one open. */
export function otherWays(of: Ways): Html {
  const { device, links, profile, language, model } = of;
  const { ways } = WORDS[language];
  const isDesktop = device.kind === 'desktop';
  const sheet = `${pathOf(links.installation(profile))}/sheet.pdf?lang=${language}`;
  const codes = fold('copy', {
    heading: ways.codes,
    content: codesByHand(of),
    isOpen: !isDesktop && (device.kind === 'android' || !device.hasInstallLink),
  });
  const other = {
    heading: ways.otherPhone,
    content: qrCode(of),
    isOpen: device.kind === 'android',
  };
  return html`<section><h2>${ways.title}</h2><div class="list">
${codes}${isDesktop ? undefined : fold('qr', other)}
${deviceSearch(model, language)}
${rowLink('save', ways.pdf, sheet)}</div></section>`;
}

function qrCode({ profile, links, language }: Ways): Html {
  const { scan, qrAlt } = WORDS[language].ways;
  return html`<figure class="qr"><figcaption><p class="strong">${scan.title}</p>
<p class="soft small">${scan.text}</p></figcaption>
<img src="${pathOf(links.qrCode(profile))}" width="264" height="264" alt="${qrAlt}"></figure>`;
}

function sendToPhone({ profile, links, language }: Ways): Html {
  const { ways, install } = WORDS[language];
  const url = `${links.installation(profile)}?lang=${language}`;
  const [subject, body] = [install.title, url].map(encodeURIComponent);
  const mail = `mailto:?subject=${subject}&body=${body}`;
  return html`<p class="under">${ways.send}</p><div class="ask">
<a class="btn" href="${mail}">${icon('mail')}${ways.sendByMail}</a>
${copyButton(url, { label: ways.copyLink, copied: ways.copied, isLarge: true })}</div>`;
}

function codesByHand({ profile, device, language }: Ways): Html {
  const { ways } = WORDS[language];
  const { smdpAddress, matchingId, confirmationCode } = profile;
  const paths = {
    iphone: [ways.codesOnIphone],
    ipad: [ways.codesOnIphone],
    android: [ways.codesOnAndroid],
    desktop: [ways.codesOnIphone, ways.codesOnAndroid],
  }[device.kind];
  const codes = [
    [ways.smdpAddress, smdpAddress],
    [ways.matchingId, matchingId],
    ...(confirmationCode === null ? [] : [[ways.confirmationCode, confirmationCode] as const]),
    ...(device.kind === 'iphone' || device.kind === 'ipad'
      ? []
      : [[ways.wholeCode, toActivationCode(profile)] as const]),
  ] as const;
  const rows = codes.map(([name, code]) => codeRow(name, { code, language }));
  return html`${paths.map((path) => html`<p class="small soft">${path}</p>`)}${rows}`;
}

/** The code that the device asks for on the way, whichever way is taken. */
function confirmation({ profile: { confirmationCode }, language }: Ways): Html | undefined {
  if (confirmationCode === null) return undefined;
  return codeRow(WORDS[language].ways.confirmationCode, { code: confirmationCode, language });
}

function codeRow(name: string, { code, language }: { code: string } & Pick<Ways, 'language'>) {
  const { copy: label, copied } = WORDS[language].ways;
  return html`<div class="cp"><span class="grow"><span class="soft tiny">${name}</span>
<br><code>${code}</code></span>${copyButton(code, { label, copied, about: name })}</div>`;
}

type Copy = { label: string; copied: string; about?: string; isLarge?: boolean };

/** Returns a button that the script of the page shows, since it does nothing without. */
function copyButton(text: string, { label, copied, about, isLarge = false }: Copy): Html {
  const name = about === undefined ? undefined : html` aria-label="${label}: ${about}"`;
  return html`<button class="btn${isLarge ? '' : ' sm'}" type="button" data-copy="${text}"
data-copied="${copied}" hidden${name}>${icon('copy')}<span>${label}</span></button>`;
}
