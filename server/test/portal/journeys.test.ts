import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFirstSale } from './first-sale.ts';
import { takeFurtherSteps } from './further-steps.ts';
import { keyboard, mouse } from './hands.ts';
import type { Stage } from './stage.ts';
import { openTestStage } from './test-stage.ts';

const PATIENCE_MS = 180_000;
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

let stage: Stage;
beforeAll(async () => {
  stage = await openTestStage();
}, PATIENCE_MS);
afterAll(() => stage?.close());

/** A person with a browser of their own; on failure a picture says where they were. */
async function visit(options: BrowserContextOptions) {
  const context = await stage.as(undefined, options);
  const page = await context.newPage();
  return { context, page };
}

describe('a company goes from signing up to a statement that adds up', () => {
  it.each([
    { how: 'by the keyboard alone', language: 'en', hands: keyboard, viewport: DESK },
    { how: 'in German', language: 'de', hands: mouse, viewport: DESK },
    { how: 'on a phone of 390 px', language: 'en', hands: mouse, viewport: PHONE },
  ] as const)(
    'a company signs up, buys, sells and reads a statement that adds up: $how',
    async ({ language, hands, viewport }) => {
      const locale = language === 'de' ? 'de-DE' : 'en-GB';
      const { context, page } = await visit({ viewport, locale });
      const email = `${language}-${viewport.width}@people.test`;
      const statement = await makeFirstSale(
        { page, hands: hands(page), language, email },
        takeFurtherSteps,
      );
      expect(statement.kinds).toEqual([
        ...['activation', 'activation', 'refund'],
        ...['activation', 'activation', 'credit_purchase'],
      ]);
      expect(statement.sumMinor).toBe(statement.balanceMinor);
      for (const { text, amount } of statement.rows) expect(text).toContain(amount);
      await context.close();
    },
    PATIENCE_MS,
  );
});
