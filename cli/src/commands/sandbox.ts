import { Argument, type Command, InvalidArgumentError } from 'commander';
import { clockOf, type Phone, phoneOf } from 'gigastore/sandbox';
import { type Context, withClient } from '../context.ts';
import { EXIT, Failure } from '../exit-codes.ts';

const ACTIONS = ['install', 'remove', 'disable', 'enable', 'fail', 'travel', 'disconnect', 'use'];

export function addSandbox(program: Command): void {
  program
    .command('simulate')
    .description('do something with the simulated phone of an eSIM')
    .argument('<iccid>', 'the eSIM')
    .addArgument(new Argument('<action>', 'what to do').choices(ACTIONS))
    .argument('[value]', 'a country for travel, a size such as "500 MB" for use')
    .option('--country <code>', 'where the data is used')
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
}

type SimulateOptions = { country?: string };

async function simulate(
  { client, print }: Context,
  ...[iccid, action, value, options]: [string, string, string | undefined, SimulateOptions]
): Promise<void> {
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
