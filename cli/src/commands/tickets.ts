import type { Command } from 'commander';
import type { TicketSummary } from 'gigastore';
import { withClient } from '../context.ts';

type NewTicket = { package?: string; iccid?: string; priority?: TicketSummary['priority'] };

export function addTickets(program: Command): void {
  const tickets = program.command('tickets').description('questions to the platform');
  tickets
    .command('list', { isDefault: true })
    .description('list them, the newest first')
    .action(
      withClient(async ({ client, print }) => {
        print.table((await client.tickets.list()).items, {
          id: ({ id }) => id,
          number: ({ number }) => number,
          status: ({ status }) => status,
          subject: ({ subject }) => subject,
          changed: ({ updatedAt }) => updatedAt,
        });
      }),
    );
  tickets
    .command('show')
    .description('show a ticket with its messages')
    .argument('<id>', 'the ticket')
    .action(
      withClient(async ({ client, print }, id: string) => {
        const ticket = await client.tickets.get(id);
        if (print.isJson) return print.object(ticket);
        const { messages, attachments, ...fields } = ticket;
        print.object({ ...fields, attachments: attachments.length });
        for (const message of messages) print.line(`\n${JSON.stringify(message)}`, message);
      }),
    );
  tickets
    .command('create')
    .description('ask a question')
    .argument('<subject>', 'what it is about')
    .argument('<text>', 'the question')
    .option('--package <uid>', 'the package that it is about')
    .option('--iccid <iccid>', 'the eSIM that it is about')
    .option('--priority <priority>', 'low, normal, high or urgent')
    .action(
      withClient(async ({ client, print }, subject: string, text: string, options: NewTicket) => {
        const { package: activatedItemUid, iccid, priority } = options;
        const about = { activatedItemUid, iccid, priority };
        const { id, number, status } = await client.tickets.create({ subject, text, ...about });
        print.object({ id, number, status });
      }),
    );
  tickets
    .command('reply')
    .description('answer in a ticket')
    .argument('<id>', 'the ticket')
    .argument('<text>', 'the answer')
    .action(
      withClient(async ({ client, print }, id: string, text: string) => {
        const { number, status } = await client.tickets.reply(id, { text });
        print.object({ id, number, status });
      }),
    );
}
