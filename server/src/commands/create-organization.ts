import { OFFER_CHOICES, type OfferChoice } from '../commerce/inventory/index.ts';
import { createOrganization } from '../commerce/onboarding/index.ts';
import { type Command, UsageError } from './command.ts';
import { withStore } from './open-store.ts';

/** `gigastore create-organization` */
export const createOrganizationCommand: Command = {
  about: `Creates a reseller: an organization with a live and a sandbox account, each with its own
API keys, credits, inventory and customers.`,
  options: {
    name: { value: '<name>', help: 'The name of the reseller', isRequired: true },
    email: { value: '<address>', help: 'The email address of the reseller', isRequired: true },
    offers: { value: '<choice>', help: 'nothing, starter or everything (the default)' },
  },
  run: ({ config, text, optionalText, now }) =>
    withStore(config, async ({ db }) => {
      const draft = { name: text('name'), email: text('email'), now: now() };
      const reseller = { ...draft, offers: readChoice(optionalText('offers') ?? 'everything') };
      const made = await db.transaction((tx) => createOrganization(tx, reseller));
      const lines = [
        `Organization     ${made.organizationId}`,
        `Live account     ${made.liveAccountId}`,
        `Sandbox account  ${made.sandboxAccountId}`,
      ];
      return { text: lines.join('\n'), json: made };
    }),
};

function readChoice(text: string): OfferChoice {
  const choice = OFFER_CHOICES.find((one) => one === text);
  if (choice) return choice;
  throw new UsageError(`--offers ${text} is none of ${OFFER_CHOICES.join(', ')}.`);
}
