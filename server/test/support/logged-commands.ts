import { connect } from '../../src/platform/db/connect.ts';

/**
 * Opens a distributed database over connections that tell which commands Citus sends to which node.
 */
export function openLogged(url: string) {
  const sent: { command: string; node: string }[] = [];
  const db = connect({ url, maxConnections: 2, applicationName: 'gigastore tests' });
  db.pool.on('connect', (client) => {
    void client.query('set citus.log_remote_commands = on; set client_min_messages = notice');
    client.on('notice', ({ message = '', detail = '' }) => {
      const node = /on server \S+@(\S+)/.exec(detail)?.[1] ?? '';
      sent.push({ command: message.replace(/^issuing /, ''), node });
    });
  });
  const nodesWith = (pattern: RegExp) =>
    new Set(sent.filter(({ command }) => pattern.test(command)).map(({ node }) => node));
  return {
    db,
    clear: () => sent.splice(0),
    preparedOn: () => nodesWith(/^PREPARE TRANSACTION/),
    writtenOn: () => nodesWith(/^(INSERT|UPDATE|DELETE|COPY|WITH)/),
  };
}
