import { type Command, InvalidArgumentError } from 'commander';
import type { Gigastore } from 'gigastore';
import { clockOf, type Phone, phoneOf } from 'gigastore/sandbox';
import { type Context, withClient } from '../context.ts';
import { EXIT, Failure } from '../exit-codes.ts';

const ACTIONS = ['install', 'remove', 'disable', 'enable', 'fail', 'travel', 'disconnect', 'use'];

export function addSandbox(program: Command): void {
  program
    .command('simulate')
    .description('do something with the simulated phone of an eSIM')
    .argument('<iccid>', 'the eSIM')
    .argument('<action>', ACTIONS.join(', '))
    .argument('[value]', 'a country for travel, a size such as "500 MB" for use')
    .option('--country <code>', 'where the data is used')
    .addHelpText('after', '\nExample:\n  gigastore simulate 8997212330099184896 use "500 MB"')
    .action(withClient(simulate));
  const clock = program.command('clock').description("the sandbox account's clock");
  clock
    .command('show', { isDefault: true })
    .description('print the time')
    .action(
      withClient(async ({ client, print }) => print.object({ now: await clockOf(client).now() })),
    );
  clock
    .command('advance')
    .description('let time pass')
    .argument('<duration>', 'an ISO 8601 duration such as P31D', (text) => {
      if (!/^P\w+$/.test(text)) throw new InvalidArgumentError('It must be such as P31D.');
      return text;
    })
    .action(
      withClient(async ({ client, print }, duration: string) =>
        print.object({ now: await clockOf(client).advance(duration) }),
      ),
    );
  program
    .command('trigger')
    .description('make an event happen in the sandbox')
    .argument('<event>', Object.keys(TRIGGERS).join(', '))
    .action(withClient(trigger));
}

type SimulateOptions = { country?: string };

async function simulate(
  { client, print }: Context,
  ...[iccid, action, value, options]: [string, string, string | undefined, SimulateOptions]
): Promise<void> {
  if (!ACTIONS.includes(action)) throw new Failure(`Say one of ${ACTIONS.join(', ')}.`, EXIT.usage);
  print.object(await act(phoneOf(client, iccid), { action, value, ...options }));
}

type Act = { action: string; value?: string; country?: string };

function act(phone: Phone, { action, value, country }: Act): Promise<object> {
  if (action === 'use') return phone.use(value ?? '1 MB', country);
  if (action === 'travel') {
    if (!value) throw new Failure('Say which country, such as AT.', EXIT.usage);
    return phone.travel(value);
  }
  return phone[action as 'install' | 'remove' | 'disable' | 'enable' | 'fail' | 'disconnect']();
}

/** What makes each event happen, with a new package where one is needed. */
const TRIGGERS: Record<string, (client: Gigastore) => Promise<unknown>> = {
  'package.purchased': (client) => sell(client),
  'package.activated': (client) => sell(client),
  'package.failed': async (client) => {
    await sell(client, { metatag: 'sandbox:unknown_outcome' });
    return clockOf(client).advance('PT11M');
  },
  'package.depleted': async (client) => (await onTrip(client)).use('2 TB'),
  'package.expiring': async (client) => {
    const { activatedItem } = await sell(client);
    const expiresAt = new Date(activatedItem.balance.expiresAt ?? '');
    return clockOf(client).set(new Date(expiresAt.getTime() - 3_600_000));
  },
  'package.expired': async (client) => {
    const { activatedItem } = await sell(client);
    return clockOf(client).set(activatedItem.balance.expiresAt ?? '');
  },
  'package.refunded': async (client) => {
    const { activatedItem } = await sell(client);
    return client.packages.refund(activatedItem.uid);
  },
  'esim.status_changed': async (client) => phoneOf(client, await anEsim(client)).install(),
  'esim.country_changed': (client) => onTrip(client),
  'esim.replaced': async (client) => client.esims.replace((await anEsim(client)).iccid),
  'balance.low': async (client) => {
    const phone = await onTrip(client);
    const { totalAvailableBytes } = await phone.use(0);
    return phone.use(totalAvailableBytes - 1024 ** 2);
  },
};

async function trigger({ client, print }: Context, event: string): Promise<void> {
  const make = TRIGGERS[event];
  if (!make) throw new Failure(`Say one of ${Object.keys(TRIGGERS).join(', ')}.`, EXIT.usage);
  const [last] = (await client.events.list({ limit: 1, sort_dir: 'DESC' })).items;
  await make(client);
  for await (const one of client.events.list({ after: last?.sequence ?? 0 })) {
    print.line(`${one.sequence}  ${one.type}`, one);
  }
}

async function sell(client: Gigastore, more: { metatag?: string } = {}) {
  const { items } = await client.inventory.list({ country: 'AT', active: true });
  const [item] = items.filter(({ validityUnlimited }) => !validityUnlimited);
  if (!item) throw new Failure('The inventory has no active item that works in Austria.');
  return client.customers.register({ inventoryItemId: item.id, ...more });
}

async function anEsim(client: Gigastore): Promise<{ iccid: string }> {
  const { esimProfile } = await sell(client);
  if (!esimProfile) throw new Failure('The sale has no eSIM yet.');
  return esimProfile;
}

async function onTrip(client: Gigastore): Promise<Phone> {
  const phone = phoneOf(client, await anEsim(client));
  await phone.install();
  await phone.travel('AT');
  return phone;
}
