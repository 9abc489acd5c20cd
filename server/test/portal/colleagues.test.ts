import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../../portal/test/fill.mjs';
import { totp } from '../support/totp.ts';
import { linkInMailTo } from './first-sale.ts';
import { freePort, type Person, type Stage } from './stage.ts';
import { openTestStage } from './test-stage.ts';

const PATIENCE_MS = 120_000;
const PASSWORD = 'a password that is long enough';
const DEMO_PASSWORD = 'demo-password';

let stage: Stage;

beforeAll(async () => {
  // Passkeys belong to a name, which 127.0.0.1 is not.
  const port = String(await freePort());
  const site = `http://localhost:${port}`;
  stage = await openTestStage({ PORT: port, HOST: 'localhost', GIGASTORE_PUBLIC_URL: site });
  await fill(stage.url, { days: 1, sales: 8 });
}, PATIENCE_MS);
afterAll(() => stage?.close());

async function visit(person?: Person): Promise<{ context: BrowserContext; page: Page }> {
  const context = await stage.as(person, { viewport: { width: 1280, height: 900 } });
  return { context, page: await context.newPage() };
}

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: typeof name === 'string' }).click();

async function signInAs(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/portal/sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await press(page, 'Sign in');
}

describe('a support colleague', () => {
  it(
    'a support colleague is invited, joins, refunds a package, and sees no keys',
    async () => {
      const email = 'colleague@people.test';
      const owner = await visit('owner');
      await owner.page.goto('/portal/sandbox/organization?tab=team&invite=new');
      const form = owner.page.getByRole('dialog');
      await form.getByRole('textbox', { name: 'Email' }).fill(email);
      await form.getByLabel('Role').first().click();
      await owner.page.getByRole('option', { name: 'Support' }).click();
      await form.getByRole('button', { name: 'Send invitation' }).click();
      await owner.page.getByText(`Invitation sent to ${email}`).waitFor();

      const { context, page } = await visit();
      await page.goto(await linkInMailTo(context, email));
      await page.getByRole('textbox', { name: 'Your name' }).fill('Tove Berg');
      await page.getByRole('textbox', { name: 'Choose a password' }).fill(PASSWORD);
      await press(page, 'Accept invitation');
      // The link at the foot is there before the invitation is accepted.
      await page.getByRole('status').getByRole('link', { name: 'Go to sign-in' }).click();
      await signInAs(page, email, PASSWORD);
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      const pages = page.getByRole('navigation').getByRole('link');
      expect(await pages.allTextContents()).not.toContain('API keys');

      await page.getByRole('link', { name: 'Sales', exact: true }).click();
      await page
        .getByRole('button', { name: /e\.tanaka|c\.abara/ })
        .last()
        .waitFor();
      await page
        .getByRole('button', { name: /c\.abara/ })
        .first()
        .click();
      await press(page, /^Refund \d/);
      await page.getByText(/was returned to your credits/).waitFor();
      await context.close();
      await owner.context.close();
    },
    PATIENCE_MS,
  );
});

describe('a person', () => {
  it(
    'a person signs in with the code of a second factor, then with a passkey and by its autofill',
    async () => {
      const { context, page } = await visit('viewer');
      const client = await context.newCDPSession(page);
      await client.send('WebAuthn.enable');
      const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      });
      await page.goto('/portal/sandbox/me');
      await press(page, 'Add passkey');
      await page.getByText('The passkey is added.').waitFor();

      await page.getByLabel('Your password').fill(DEMO_PASSWORD);
      const answer = page.waitForResponse(/two-factor\/set-up/);
      await press(page, 'Set up');
      const { totpUri } = (await (await answer).json()) as { totpUri: string };
      await page.getByRole('textbox', { name: 'Code 1' }).pressSequentially(totp(totpUri));
      await page.getByText('The second factor is on.').waitFor();

      // The person looks away: what the email field suggests is not chosen.
      const choosePasskeys = (enabled: boolean) =>
        client.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
      await choosePasskeys(false);
      await signOut(page);
      await signInAs(page, 'viewer@demo.test', DEMO_PASSWORD);
      // A code works once, and one step ahead is taken for clocks that differ.
      const next = totp(totpUri, Date.now() + 30_000);
      await page.getByRole('textbox', { name: 'Code 1' }).pressSequentially(next);
      await page.getByRole('heading', { name: 'Home' }).waitFor();

      // In a browser that suggests none, by the button.
      await page.evaluate('PublicKeyCredential.isConditionalMediationAvailable = undefined');
      await choosePasskeys(true);
      await signOut(page);
      await press(page, 'Sign in with a passkey');
      await page.getByRole('heading', { name: 'Home' }).waitFor();

      // Among the suggestions of the email field, without the button.
      await page.reload();
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      const suggested = page.waitForResponse(/\/auth\/passkeys\/sign-in$/);
      await press(page, /Noor Haddad/);
      await page.getByRole('menuitem', { name: 'Sign out' }).click();
      expect((await suggested).status()).toBe(200);
      await page.getByRole('heading', { name: 'Home' }).waitFor();
      await context.close();
    },
    PATIENCE_MS,
  );
});

async function signOut(page: Page): Promise<void> {
  await press(page, /Noor Haddad/);
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}
