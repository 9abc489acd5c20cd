import type { Command } from 'commander';
import type { GigastoreEvent, WebhookDelivery } from 'gigastore';
import { withClient } from '../context.ts';

type Tail = { since?: string; type?: GigastoreEvent['type'] };
type Filter = { status?: WebhookDelivery['status']; event?: string; limit: string };

export function addEvents(program: Command): void {
  const events = program.command('events').description('what happened');
  events
    .command('tail')
    .description('print events as they happen, until it is interrupted')
    .option('--since <sequence>', 'begin after this event; 0 begins with the first')
    .option('--type <type>', 'only this type')
    .action(
      withClient(async ({ client, print }, { since, type }: Tail) => {
        const [last] = (await client.events.list({ limit: 1, sort_dir: 'DESC' })).items;
        const after = since === undefined ? (last?.sequence ?? 0) : Number(since);
        for await (const event of client.events.stream({ after, type })) {
          print.line(`${event.createdAt}  ${event.sequence}  ${event.type}`, event);
        }
      }),
    );
  const deliveries = program.command('deliveries').description('deliveries of webhooks');
  deliveries
    .command('list', { isDefault: true })
    .description('list them, the newest first')
    .option('--status <status>', 'pending, delivered or failed')
    .option('--event <event>', 'of this endpoint')
    .option('--limit <count>', 'how many', '20')
    .action(
      withClient(async ({ client, print }, { status, event, limit }: Filter) => {
        const where = { status, event, limit: Number(limit) };
        print.table((await client.webhooks.listDeliveries(where)).items, {
          id: ({ id }) => id,
          at: ({ createdAt }) => createdAt,
          type: (one) => one.type ?? one.event,
          status: (one) => one.status,
          url: ({ url }) => url,
        });
      }),
    );
  deliveries
    .command('replay')
    .description('send a delivery again')
    .argument('<id>', 'the delivery')
    .action(
      withClient(async ({ client, print }, id: string) => {
        const { status, event, url } = await client.webhooks.replayDelivery(id);
        print.object({ id, event, status, url });
      }),
    );
}
