import { randomBytes } from 'node:crypto';
import type { BrowserContext, Page } from 'playwright-core';
import { installGeography } from '../../src/commerce/catalog/index.ts';
import { openOperator } from '../../src/identity/team/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import { totp } from '../support/totp.ts';
import { freePort, signIn } from './stage.ts';
import { openTestStage, type TestStage } from './test-stage.ts';

export const PASSWORD = 'a password that is long enough';
const VIEWPORT = { width: 1440, height: 900 };

/** Opens an installation for live sales with nothing in it, as `gigastore migrate` leaves it. */
export async function openEmptyInstallation(): Promise<TestStage> {
  const environment = {
    GIGASTORE_MODE: 'live',
    GIGASTORE_SECRET_KEY: randomBytes(32).toString('base64'),
    // No worker runs, so that nothing is sent: the mails are read where they are queued.
    GIGASTORE_SMTP_URL: 'smtp://127.0.0.1:9',
    GIGASTORE_MAIL_FROM: 'Store <store@store.test>',
    PORT: String(await freePort()),
  };
  return openTestStage(environment, (db) => db.transaction(installGeography));
}

export type Seated = { context: BrowserContext; page: Page };

/**
 * Signs in a new operator with a second factor, which live mode requires, in a browser of their
 * own. They have had their role for a month: only then may they approve.
 */
export async function seatOperator(
  installation: TestStage,
  { email, name }: { email: string; name: string },
): Promise<Seated> {
  const { db, url } = installation;
  const now = new Date();
  const operator = { email, name, now, publicUrl: url };
  const { passwordUrl, personId } = await db.transaction((tx) => openOperator(tx, operator));
  await db.run(sql`
    update members
    set role_since = role_since - interval '1 month'
    where person_id = ${personId}`);
  const seated = await seat(installation);
  const post = posting(seated.context, url);
  const token = new URL(passwordUrl).searchParams.get('token');
  await post('/auth/reset-password', { token, password: PASSWORD });
  await signIn(seated.context, { url, email, password: PASSWORD });
  const { totpUri } = await post('/auth/two-factor/set-up', { password: PASSWORD });
  await post('/auth/two-factor/confirm', { code: totp(totpUri) });
  return seated;
}

/** A browser of its own with a page, which is signed in as nobody. */
export async function seat(installation: TestStage): Promise<Seated> {
  const context = await installation.as(undefined, { viewport: VIEWPORT });
  return { context, page: await context.newPage() };
}

/** Returns what asks the server as the person of this browser. */
export function posting({ request }: BrowserContext, url: string) {
  return async (path: string, data: object, method = 'POST') => {
    const headers = { Origin: url, 'X-Account': 'live' };
    const answer = await request.fetch(url + path, { method, headers, data });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${await answer.text()}`);
    return answer.json();
  };
}

/** Lets something happen between what a person sees and what the person then sends, once. */
export async function overtake(
  page: Page,
  { request, by }: { request: RegExp; by: () => Promise<unknown> },
): Promise<void> {
  await page.route(
    request,
    async (route) => {
      await by();
      await route.continue();
    },
    { times: 1 },
  );
}
