import axe from 'axe-core';
import type { Page } from 'playwright-core';

type Violation = { id: string; nodes: { html: string }[] };

const CONTRAST = 'color-contrast';
const SHOWN = 200;

/** The elements to check: those within `include`, without those of `exclude`. */
type Part = { include: string; exclude: string };
const WHOLE: Part = { include: 'html', exclude: ':not(*)' };

/**
 * Returns what axe-core finds on the page, of any impact, with the first element of each.
 * `coloursOnly` is for a page that it has seen in other colours.
 */
export type Inspect = (
  page: Page,
  options?: { part?: Part; coloursOnly?: boolean },
) => Promise<string[]>;

/**
 * Returns an inspector for many pages. Contrast takes two thirds of the time of all rules, and
 * depends on nothing but the colours, opacity and size of text and what is behind it. So it is
 * measured only on pages with a combination that no page before had.
 */
export function createInspector(): Inspect {
  const measured = new Set<string>();
  return async (page, { part = WHOLE, coloursOnly = false } = {}) => {
    const colours = (await page.evaluate(coloursOf(part))) as string[];
    const isNew = colours.some((one) => !measured.has(one));
    if (coloursOnly && !isNew) return [];
    const rules = { [CONTRAST]: { enabled: isNew } };
    const found = await run(page, part, coloursOnly ? { runOnly: [CONTRAST] } : { rules });
    const hasContrast = found.every(({ id }) => id !== CONTRAST);
    if (hasContrast) for (const one of colours) measured.add(one);
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, SHOWN)}`);
  };
}

async function run(page: Page, part: Part, options: axe.RunOptions): Promise<Violation[]> {
  // The source of axe-core has half a megabyte: a page loads it once.
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe.source);
  const all = { resultTypes: ['violations'], preload: false, ...options };
  return (await page.evaluate(
    `axe.run(${JSON.stringify(part)}, ${JSON.stringify(all)}).then((all) => all.violations)`,
  )) as Violation[];
}

/**
 * Returns a script whose value is one text for each combination of colours, opacity and size that
 * the text of this part has. What is hidden or disabled has no contrast by the rules.
 */
const coloursOf = ({ include, exclude }: Part) => `(() => {
  const found = new Set();
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  };
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) ||
    (element.matches('input, textarea, select') && element.value);
  const combine = (element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const behind = [];
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
      behind.push(backgroundColor, backgroundImage, opacity);
      if (!/^rgba|transparent/.test(backgroundColor)) break;
    }
    const layers = behind.filter((one) => !/^(none|1|rgba\\(0, 0, 0, 0\\))$/.test(one));
    return [color, fontSize, fontWeight, textShadow, ...layers].join(' ');
  };
  for (const element of document.querySelectorAll(${JSON.stringify(`${include} *`)})) {
    if (element.matches(${JSON.stringify(exclude)}) || !hasText(element)) continue;
    if (element.closest(':disabled, [aria-disabled="true"]') || !isSeen(element)) continue;
    found.add(combine(element));
  }
  return [...found];
})()`;
