import type { Locator, Page } from 'playwright-core';

/** The ways to use a page: with a pointer, or with the keyboard alone. */
export type Hands = {
  press(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
  /** Types into a combobox and chooses what it finds. */
  choose(field: Locator, text: string): Promise<void>;
};

export function mouse(page: Page): Hands {
  return {
    press: (target) => target.click(),
    type: (target, text) => target.fill(text),
    async choose(field, text) {
      await field.click();
      await field.fill(text);
      await page.getByRole('option').filter({ hasText: text }).first().click();
    },
  };
}

/** The most elements that Tab visits before the test gives up. */
const MOST_TABS = 200;
const MOST_TURNS = 12;
const SPACE_PRESSES = ['checkbox', 'radio', 'switch'];

export function keyboard(page: Page): Hands {
  /** Presses Tab until the element has the focus, at most once around the page. */
  async function reach(target: Locator): Promise<void> {
    // A role and a name take as long to find as ten elements take to visit.
    let element = await target.elementHandle();
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      const isThere = await element?.evaluate(hasFocus);
      if (isThere) return;
      if (isThere === false) await page.keyboard.press('Tab');
      else element = await target.elementHandle();
    }
    throw new Error(`Tab never reaches ${target}`);
  }
  /**
   * Moves the focus to a tab: Tab reaches the open one of a list, and the arrow keys the others.
   */
  async function turnTo(tab: Locator): Promise<void> {
    await reach(tab.locator('xpath=../*[@tabindex="0"]'));
    for (let turns = 0; turns < MOST_TURNS; turns += 1) {
      if (await tab.evaluate(hasFocus)) return page.keyboard.press('Enter');
      await page.keyboard.press('ArrowRight');
    }
    throw new Error(`the arrows never reach ${tab}`);
  }
  return {
    async press(target) {
      if ((await target.getAttribute('role')) === 'tab') return turnTo(target);
      await reach(target);
      const kind = await target.getAttribute('type');
      await page.keyboard.press(SPACE_PRESSES.includes(kind ?? '') ? 'Space' : 'Enter');
    },
    async type(target, text) {
      await reach(target);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
    async choose(field, text) {
      await reach(field);
      await page.keyboard.type(text);
      await page.getByRole('option').filter({ hasText: text }).first().waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
    },
  };
}

/** Runs in the page. Returns undefined if the page has replaced the element. */
function hasFocus(element: object): boolean | undefined {
  const { isConnected, ownerDocument } = element as {
    isConnected: boolean;
    ownerDocument: { activeElement: unknown };
  };
  return isConnected ? element === ownerDocument.activeElement : undefined;
}
