import { type Static, Type } from 'typebox';
import { type Api, type Json, part } from './api.ts';
import { showEmail, showEsim } from './show.ts';
import { type WriteTool, writeTool } from './tool.ts';

const iccid = Type.String({ maxLength: 64, description: 'The ICCID of the eSIM.' });
const FREE = { creditsCharged: '0.00 USD' };

/** Returns the facts of a change that costs nothing. */
async function free(api: Api): Promise<Json> {
  const { available } = (await api.get('/gigastore/credits')) as {
    available: { priceValue: number; currencyCode: string };
  };
  const now = `${available.priceValue.toFixed(2)} ${available.currencyCode}`;
  return { ...FREE, creditsNow: now, creditsAfterwards: now };
}

const replace = writeTool(
  {
    name: 'replace_esim',
    title: 'Replace an eSIM',
    description:
      'Gives the customer a new eSIM with the same packages; the old one ends. Without ' +
      '`confirmationToken` it returns a preview and changes nothing.',
    scope: 'sell',
    input: Type.Object({ iccid }),
  },
  {
    async preview(api, { iccid }) {
      const esim = await api.get(`/gigastore/esims/${part(iccid)}`);
      return {
        effect: `Ends the eSIM ${iccid} and creates one with the same packages.`,
        facts: { state: esim.state, replacements: esim.replacements, ...(await free(api)) },
      };
    },
    async perform(api, { iccid }, { key }) {
      const done = await api.post(`/gigastore/esim/${part(iccid)}/replace`, {}, key);
      return {
        esim: showEsim(api, done.esimProfile as Json),
        replaced: showEsim(api, done.replaced as Json),
      };
    },
  },
);

const send = writeTool(
  {
    name: 'send_installation_link',
    title: 'Send the installation link',
    description:
      'Mails the installation link of an eSIM to the customer. Without `confirmationToken` it ' +
      'returns a preview and changes nothing.',
    scope: 'sell',
    input: Type.Object({
      iccid,
      email: Type.Optional(
        Type.String({ maxLength: 254, description: "Another address than the customer's own." }),
      ),
      language: Type.Optional(
        Type.String({ maxLength: 8, description: 'The language of the mail, such as `en`.' }),
      ),
    }),
  },
  {
    async preview(api, { iccid, email }) {
      const esim = await api.get(`/gigastore/esims/${part(iccid)}`);
      const path = `/gigastore/activations/customers/${part(esim.customerUid)}`;
      const { customer } = await api.get(path);
      const to = email ?? showEmail(api, (customer as Json).email);
      return {
        effect: `Mails the installation link of the eSIM ${iccid} to ${to ?? 'nobody'}.`,
        facts: { to: to ?? null, ...(await free(api)) },
      };
    },
    async perform(api, { iccid, ...body }, { key }) {
      const path = `/gigastore/esim/${part(iccid)}/send-installation`;
      const { id, language, sentAt, toCustomer } = await api.post(path, body, key);
      return { id, language, sentAt, toCustomer };
    },
  },
);

const ACTIONS = [
  ...['install', 'remove', 'enable', 'disable', 'fail'],
  ...['attach', 'detach', 'use'],
] as const;
const simulateInput = Type.Object({
  iccid,
  action: Type.Unsafe<string>({
    type: 'string',
    enum: ACTIONS,
    description: 'What the simulated phone does.',
  }),
  country: Type.Optional(
    Type.String({ maxLength: 2, description: 'The country, for `attach` and `use`.' }),
  ),
  bytes: Type.Optional(Type.Integer({ minimum: 0, description: 'The bytes used, for `use`.' })),
});

const simulate = writeTool(
  {
    name: 'simulate',
    title: 'Simulate a phone',
    description:
      'Has the simulated phone of a sandbox eSIM install it, travel or use data. Without ' +
      '`confirmationToken` it returns a preview and changes nothing.',
    scope: 'manage',
    isOfSandbox: true,
    input: simulateInput,
  },
  {
    async preview(api, args) {
      return { effect: sentenceOf(args), facts: await free(api) };
    },
    async perform(api, { iccid, action, ...body }, { key }) {
      const done = await api.post(`/gigastore/sandbox/esims/${part(iccid)}/${action}`, body, key);
      return 'iccid' in done ? showEsim(api, done) : done;
    },
  },
);

function sentenceOf({ iccid, action, country, bytes }: Static<typeof simulateInput>): string {
  const where = country === undefined ? '' : ` in ${country}`;
  const much = bytes === undefined ? '' : ` ${bytes} bytes`;
  return `The simulated phone of the eSIM ${iccid}: ${action}${much}${where}.`;
}

export const ESIM_TOOLS: readonly WriteTool[] = [replace, send, simulate];
