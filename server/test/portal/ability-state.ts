import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { SCOPES_OF_ROLE } from '../../src/identity/people/index.ts';
import { type Ability, OPERATOR_ABILITIES } from './abilities.ts';
import { show } from './stage.ts';

const DOCUMENT = JSON.parse(
  readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'),
) as { paths: Record<string, Record<string, { security?: { session?: string[] }[] }>> };

/** Returns whether the control is there and does something, or what is wrong with it. */
export async function stateOf(
  page: Page,
  { name, role = 'button', menu }: Ability,
): Promise<string> {
  if (menu) {
    const opener = page.getByRole('button', { name: menu }).first();
    if ((await opener.count()) === 0) return 'absent';
    await opener.click();
    await page.getByRole('menu').waitFor();
  }
  const exact = typeof name === 'string';
  const control = page.getByRole(role, { name, exact }).first();
  const isThere = (await control.count()) > 0;
  const isOff = isThere && !(await control.isEnabled());
  const reason = isOff && (await control.getAttribute('aria-description'));
  if (menu) {
    // The menu closes by a key only while it has the focus.
    await page.getByRole('menu').press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  }
  if (!isThere) return 'absent';
  if (!isOff) return 'open';
  return reason || role === 'textbox' ? 'absent' : 'disabled without a reason';
}

/** By the description of the API alone: the scopes of which a session needs any one. */
export function may(role: keyof typeof SCOPES_OF_ROLE, operation: string): boolean {
  const [method = '', path = ''] = operation.split(' ');
  const described = DOCUMENT.paths[path]?.[method.toLowerCase()];
  if (!described) throw new Error(`there is no ${operation}`);
  const enough = (described.security ?? []).flatMap(({ session = [] }) => session);
  return SCOPES_OF_ROLE[role].some((scope) => enough.includes(scope));
}

/** Returns the controls of the platform's side that are not as the role says. */
export async function unexpectedAbilities(
  page: Page,
  { role, order }: { role: 'operator' | 'operator-support'; order: string },
): Promise<string[]> {
  const found: string[] = [];
  for (const ability of OPERATOR_ABILITIES) {
    await show(page, ability.path.replace('$order', order));
    const state = await stateOf(page, ability);
    const wanted = may(role, ability.operation) ? 'open' : 'absent';
    if (state !== wanted) found.push(`${ability.path}: ${ability.name} is ${state}, not ${wanted}`);
  }
  return found;
}
