import { connect, createServer, type Socket } from 'node:net';

export type DatabaseProxy = {
  /** The database's address through the proxy. */
  url: string;
  /** Ends every connection and refuses new ones until `open`. */
  close: () => Promise<void>;
  open: () => Promise<void>;
  /** Ends the connection that next sends this text, before the database sees it. */
  cutBefore: (text: string) => void;
  /** Passes the text on, and ends the connection before the answer comes back. */
  cutAfter: (text: string) => void;
  /** Drops every byte of the connections that are open now, without closing them. */
  swallow: () => void;
};

/** The network between us and a database, which can fail on demand. */
export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let cut: { text: string; isPassedOn: boolean } | undefined;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    const end = () => {
      client.destroy();
      upstream.destroy();
    };
    let isDeaf = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', end).on('close', () => sockets.delete(socket) && end());
    }
    client.on('data', (chunk) => {
      if (silent.has(client)) return;
      const isHit = cut !== undefined && chunk.includes(cut.text);
      if (isHit && !cut?.isPassedOn) end();
      else upstream.write(chunk);
      if (!isHit) return;
      isDeaf = true;
      cut = undefined;
    });
    upstream.on('data', (chunk) => {
      if (silent.has(client)) return;
      if (isDeaf) end();
      else client.write(chunk);
    });
  });

  const open = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await open(0);
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const url = new URL(databaseUrl);
  url.port = `${port}`;
  return {
    url: url.href,
    open: () => open(port),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
    cutBefore: (text) => {
      cut = { text, isPassedOn: false };
    },
    cutAfter: (text) => {
      cut = { text, isPassedOn: true };
    },
    swallow: () => {
      for (const socket of sockets) silent.add(socket);
    },
  };
}
