import { type Html, html } from '../../kernel/html.ts';
import { type IconName, icon } from './icons.ts';
import type { TitledText } from './words/index.ts';

type Folded = { heading: TitledText; content: Html; isOpen?: boolean; id?: string };

/** Returns a row of a list that opens without scripts. */
export function fold(name: IconName, { heading, content, isOpen = false, id }: Folded): Html {
  const open = isOpen ? { html: ' open' } : undefined;
  const anchor = id === undefined ? undefined : html` id="${id}"`;
  return html`<details${anchor}${open}><summary>${icon(name)}<span class="grow">
<span class="strong">${heading.title}</span><span class="soft">${heading.text}</span></span>
${icon('down', 'cv')}</summary><div class="in">${content}</div></details>`;
}

/** Returns a row of a list that leads somewhere. */
export function rowLink(name: IconName, heading: TitledText, href: string): Html {
  return html`<a class="lk" href="${href}">${icon(name)}<span class="grow">
<span class="strong">${heading.title}</span><span class="soft">${heading.text}</span></span></a>`;
}
