import {
  type EsimProfile,
  INSTALL_LIMIT,
  type PublicLinks,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import { toActivationCode } from '../../kernel/activation-code.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Page } from './page.ts';
import { WORDS, type Words } from './words.ts';

type View = { profile: EsimProfile; links: PublicLinks; words: Words };

/** How to get the eSIM onto a phone, or what to know when it is on one or cannot be. */
export function installPage(of: {
  profile: EsimProfile;
  links: PublicLinks;
  language: Locale;
}): Page {
  const words = WORDS[of.language];
  const view: View = { ...of, words };
  const notice = noticeOf(of.profile);
  const { title } = notice ? words.notices[notice] : words.install;
  const content = html`<header><p class="eyebrow">${nameOf(of.profile)}</p><h1>${title}</h1>
${notice ? undefined : html`<p class="lead">${words.install.lead}</p>`}</header>
${notice ? noticed(view, notice) : ways(view)}`;
  return { language: of.language, title, content };
}

/** What to say of an eSIM that has given its place to another one, if that is known. */
export function replacedPage(of: {
  profile: EsimProfile;
  successor: EsimProfile;
  links: PublicLinks;
  language: Locale;
}): Page {
  const { title, text, open } = WORDS[of.language].replaced;
  const url = pathOf(of.links.installation(of.successor));
  const content = html`<div class="lonely"><p class="eyebrow">${nameOf(of.profile)}</p>
<h1>${title}</h1><p class="lead">${text}</p><a class="button" href="${url}">${open}</a></div>`;
  return { language: of.language, title, content };
}

/** How travellers tell their eSIMs apart. */
export function nameOf({ iccid }: { iccid: string }): string {
  return `eSIM ···· ${iccid.slice(-4)}`;
}

/** The address without its host, which may be another one behind a proxy. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}

type Notice = keyof Words['notices'];

function noticeOf({ state, installCount }: EsimProfile): Notice | undefined {
  if (state !== 'RELEASED') return state;
  return installCount >= INSTALL_LIMIT ? 'USED_UP' : undefined;
}

/** One that is on a phone may be moved to another, so its code is there for those who look. */
function noticed(view: View, notice: Notice): Html {
  const { title: _, text } = view.words.notices[notice];
  const isFine = notice === 'INSTALLED' || notice === 'DISABLED';
  const canInstall = isFine && view.profile.installCount < INSTALL_LIMIT;
  return html`<section class="card notice ${isFine ? '' : 'warn'}"><p>${text}</p>
${isFine ? html`<p>${keep(view)}</p>` : undefined}</section>
${canInstall ? again(view) : undefined}`;
}

function again(view: View): Html {
  return html`<details><summary>${view.words.install.showAgain}</summary>${ways(view)}</details>`;
}

function ways(view: View): Html {
  return html`<div class="ways">${onThisPhone(view)}${byQrCode(view)}</div>
${byHand(view)}${afterwards(view)}`;
}

function onThisPhone({ profile, links, words: { install } }: View): Html {
  const { appleUniversalLink, androidUniversalLink } = showEsimProfile(profile, links);
  return html`<section class="card"><h2>${install.here}</h2><p class="soft">${install.hereHint}</p>
<a class="button" href="${appleUniversalLink}">${install.iphone}
<small>${install.iphoneHint}</small></a>
<a class="button" href="${androidUniversalLink}">${install.android}
<small>${install.androidHint}</small></a></section>`;
}

function byQrCode({ profile, links, words: { install } }: View): Html {
  const src = pathOf(links.qrCode(profile));
  return html`<section class="card qr"><h2>${install.scan}</h2>
<p class="soft">${install.scanHint}</p>
<img src="${src}" width="264" height="264" alt="${install.qrAlt}"></section>`;
}

function byHand({ profile, words: { install } }: View): Html {
  const { smdpAddress, matchingId } = profile;
  const rows = [
    [install.smdpAddress, smdpAddress],
    [install.matchingId, matchingId],
    [install.wholeCode, toActivationCode(profile)],
  ] as const;
  return html`<section class="card"><h2>${install.byHand}</h2>
<p class="soft">${install.byHandHint}</p>
<dl>${rows.map(([name, code]) => html`<dt>${name}</dt><dd><code>${code}</code></dd>`)}</dl>
</section>`;
}

function afterwards(view: View): Html {
  const { install } = view.words;
  return html`<section class="card"><h2>${install.afterwards}</h2>
<ol>${install.steps.map((step) => html`<li>${step}</li>`)}</ol>
<p class="soft small">${keep(view)}</p></section>`;
}

function keep({ profile: { installCount }, words: { install } }: View): string {
  const left = INSTALL_LIMIT - installCount;
  if (left === 0) return install.keep;
  const times = installCount === 0 ? install.timesInAll(INSTALL_LIMIT) : install.timesLeft(left);
  return `${install.keep} ${times}`;
}
