import { availableBytes, isUnlimited } from '../../commerce/activations/index.ts';
import { countryName } from '../../commerce/catalog/index.ts';
import { type EsimProfile, INSTALL_LIMIT } from '../../connectivity/esims/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import { counted, fill, localeTag, showBytes } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { fold } from './fold.ts';
import { type Shape, state } from './icons.ts';
import { fillHtml, shownMoment } from './moments.ts';
import { isCurrent } from './packages.ts';
import { shownFigure } from './shown-figure.ts';
import type { Bought } from './ticket.ts';
import { type TitledText, WORDS, type Words } from './words/index.ts';

type Helped = { profile: EsimProfile; bought: Bought; language: TravellerLanguage };

/** Returns the help section, with the recorded status of this eSIM. */
export function helpSection(of: Helped): Html {
  const { help } = WORDS[of.language];
  const moved = html`<p>${help.movedText}</p>
<p>${installationsLeft(of.profile, of.language)}</p><p>${help.keep}</p>`;
  return html`<section><h2>${help.title}</h2><div class="list">
${fold('signal', { heading: help.noData, content: checklist(of), id: 'no-data' })}
${fold('again', { heading: help.moved, content: moved })}</div></section>`;
}

/** Returns where the eSIM is in its life: a state and the installations that are left. */
export function installationStatus(profile: EsimProfile, language: TravellerLanguage): Html {
  const [shape, word] = installState(profile, WORDS[language].status);
  const left = installationsLeft(profile, language);
  return html`<p class="now">${state(shape, word)}<span>${left}</span></p>`;
}

function checklist({ profile, bought, language }: Helped): Html {
  const { help } = WORDS[language];
  const checks = checksOf(profile, language).map(
    ({ title, text }, index) => html`<li><span class="no">${index + 1}.</span>
<span class="strong">${title}</span><span class="soft">${text}</span></li>`,
  );
  const facts = factsOf({ profile, bought, language });
  return html`<ol class="checks">${checks}</ol>
<p class="strong">${help.known}</p>
<ul class="facts small">${facts.map((one) => html`<li>${one}</li>`)}</ul>`;
}

/** The place of the APN among the checks. */
const APN_CHECK = 2;

/** Returns the checks; the one about the APN names it, where the carrier has one to enter. */
export function checksOf({ apn }: EsimProfile, language: TravellerLanguage): readonly TitledText[] {
  const { checks, enterApn } = WORDS[language].help;
  if (apn === null) return checks;
  const own = { title: enterApn.title, text: fill(enterApn.text, { apn }) };
  return checks.map((check, index) => (index === APN_CHECK ? own : check));
}

function factsOf({ profile, bought, language }: Helped): Html[] {
  const { status } = WORDS[language];
  const { packages, now } = bought;
  const left = packages.reduce((sum, item) => sum + availableBytes(item, now), 0n);
  const isEndless = packages.some((item) => isUnlimited(item) && isCurrent(item));
  const dataLeft = isEndless
    ? WORDS[language].today.unlimited
    : fill(status.dataLeft, { left: showBytes(left, language) });
  return [
    state(...installState(profile, status)),
    lastSeen(profile, language),
    state(left > 0n ? 'ok' : 'bad', withFigure(dataLeft, profile, language)),
  ];
}

function withFigure(text: string, profile: EsimProfile, language: TravellerLanguage): Html {
  const figure = profile.usageAsOf ? shownFigure([profile], language) : undefined;
  return figure ? html`${text} ${figure}` : html`${text}`;
}

function lastSeen({ lastSeenAt, currentCountry }: EsimProfile, language: TravellerLanguage): Html {
  const { status } = WORDS[language];
  if (lastSeenAt === null) return state('unknown', status.neverSeen);
  const country = currentCountry === null ? '—' : countryName(currentCountry, localeTag(language));
  const text = fill(status.lastSeenIn, { country });
  return state('ok', fillHtml(text, 'when', shownMoment(lastSeenAt, language)));
}

function installState({ state: current }: EsimProfile, words: Words['status']): [Shape, string] {
  const states: Record<EsimProfile['state'], [Shape, string]> = {
    RELEASED: ['wait', words.notInstalled],
    INSTALLED: ['ok', words.installed],
    DISABLED: ['over', words.off],
    ERROR: ['bad', words.faulty],
  };
  return states[current];
}

function installationsLeft({ installCount }: EsimProfile, language: TravellerLanguage): string {
  const { installationsLeft: words } = WORDS[language].status;
  return counted(words, INSTALL_LIMIT - installCount, language);
}
