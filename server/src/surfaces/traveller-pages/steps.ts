import { type Html, html } from '../../kernel/html.ts';
import { keeping } from '../../kernel/keeping.ts';
import { fill } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import type { DeviceKind } from './device.ts';
import { type Platform, stepDrawing } from './drawings.ts';
import { icon } from './icons.ts';
import { WORDS } from './words/index.ts';

/** More than there are kinds of devices in all languages. */
const KEPT_STEPS = 100;

/** Returns what happens after the button: three drawn steps of the platform, or of both. */
export const stepsFor = keeping(
  KEPT_STEPS,
  (kind: DeviceKind, language: TravellerLanguage) => `${kind} ${language}`,
  drawSteps,
);

function drawSteps(kind: DeviceKind, language: TravellerLanguage): Html {
  const { steps } = WORDS[language];
  const content =
    kind === 'desktop'
      ? html`<div class="list">${folded('iphone', language)}${folded('android', language)}</div>`
      : stepList(kind === 'android' ? 'android' : 'iphone', language);
  return html`<section><h2>${steps.title}</h2>${content}</section>`;
}

function folded(platform: Platform, language: TravellerLanguage): Html {
  const { steps } = WORDS[language];
  const title = platform === 'iphone' ? steps.onIphone : steps.onAndroid;
  const open = platform === 'iphone' ? { html: ' open' } : undefined;
  return html`<details${open}><summary>${icon('phone')}<span class="grow strong">${title}</span>
${icon('down', 'cv')}</summary><div class="in">${stepList(platform, language)}</div></details>`;
}

function stepList(platform: Platform, language: TravellerLanguage): Html {
  const { steps } = WORDS[language];
  const items = steps[platform].map(
    ({ title, text }, index) => html`<li>${stepDrawing(platform, index)}<div>
<p class="no">${fill(steps.step, { number: String(index + 1) })}</p>
<h3>${title}</h3><p class="soft">${text}</p></div></li>`,
  );
  return html`<ol class="steps">${items}</ol>`;
}
