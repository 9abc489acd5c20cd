import type { Command } from 'commander';
import { withClient } from '../context.ts';

const HELP = `
Example:
  gigastore mcp --profile sandbox

An agent starts it itself: command gigastore, argument mcp, and the three variables
GIGASTORE_URL, GIGASTORE_CLIENT_ID and GIGASTORE_CLIENT_SECRET in its environment.`;

/** Adds the command that connects an agent to the store's own server for agents. */
export function addMcp(program: Command): void {
  program
    .command('mcp')
    .description('serve the Model Context Protocol over standard input and output')
    .addHelpText('after', HELP)
    .action(
      withClient(async ({ profile }) => {
        // The protocol's library takes a quarter of a second to load, and no other command needs it.
        const { serveAgent } = await import('../serve-agent.ts');
        await serveAgent(profile);
      }),
    );
}
