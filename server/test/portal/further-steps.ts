import { button, field, goTo, type Step } from './first-sale.ts';

const PLAN = 'eSIM Austria 5 GB';
const ITEM = 'eSIM Germany 1 GB';

/**
 * Goes through the steps after the first sale: removes an item and adds it again from the
 * catalogue, sells two packages from a list, invites a colleague, and creates an endpoint.
 */
export async function takeFurtherSteps(step: Step): Promise<void> {
  await changeInventory(step);
  await sellMany(step);
  await inviteColleague(step);
  await addEndpoint(step);
}

async function changeInventory(step: Step): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, labels.catalogue);
  await hands.type(page.getByRole('searchbox', { name: labels.nameOrSet }), PLAN);
  await page.waitForURL(/q=/);
  await hands.press(page.getByRole('button', { name: new RegExp(PLAN) }).first());
  const panel = page.getByRole('complementary', { name: PLAN });
  await hands.press(panel.getByRole('button', { name: labels.takeOut }));
  await hands.press(page.getByRole('dialog').getByRole('button', { name: labels.takeOut }));
  await hands.press(panel.getByRole('button', { name: labels.offer }));
  await hands.press(page.getByRole('dialog').getByRole('button', { name: labels.addPackage }));
  await page.getByText(labels.inInventory).waitFor();
}

async function sellMany(step: Step): Promise<void> {
  const { page, hands, labels, email } = step;
  await goTo(step, labels.sales);
  await hands.press(page.getByRole('link', { name: labels.sellMany }));
  await hands.press(button(step, labels.sellFromList).first());
  const form = page.getByRole('dialog');
  const lines = ['one', 'two'].map((name) => `${name}-${email},${ITEM}`);
  await hands.type(form.getByLabel(labels.list), ['email,item', ...lines].join('\n'));
  await hands.press(form.getByRole('button', { name: labels.checkList }));
  await hands.press(form.getByRole('button', { name: labels.sellTwo }));
  await page.getByRole('complementary').getByText(labels.twoSold, { exact: true }).waitFor();
}

async function inviteColleague(step: Step): Promise<void> {
  const { page, hands, labels, email } = step;
  await goTo(step, labels.organization);
  await hands.press(page.getByRole('tab', { name: labels.team }));
  await hands.press(button(step, labels.invite).first());
  const form = page.getByRole('dialog');
  await hands.type(form.getByRole('textbox', { name: labels.email }), `colleague-${email}`);
  await hands.press(form.getByRole('button', { name: labels.sendInvitation }));
  await page.getByText(labels.invited).first().waitFor();
}

async function addEndpoint(step: Step): Promise<void> {
  const { page, hands, labels } = step;
  await goTo(step, 'Webhooks');
  await hands.press(button(step, labels.addEndpoint).first());
  const form = page.getByRole('dialog');
  await hands.type(form.getByLabel('URL'), 'http://127.0.0.1:9/hooks');
  await hands.press(form.getByRole('button', { name: labels.saveEndpoint }));
  await hands.press(form.getByRole('button', { name: labels.copied }));
  await field(step, 'URL').waitFor({ state: 'hidden' });
}
