const WATCH_MS = 250;

type Watched = {
  isRunning: () => boolean;
  restart: () => Promise<void>;
  onEvent: (message: string) => void;
};

/** Starts the server again whenever it is found dead, until `end`. */
export function keepRunning(server: Watched): { end: () => Promise<void> } {
  let restarting: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (restarting || server.isRunning()) return;
    restarting = restartOnce(server).finally(() => {
      restarting = undefined;
    });
  }, WATCH_MS);
  timer.unref();
  return {
    end: async () => {
      clearInterval(timer);
      await restarting;
    },
  };
}

async function restartOnce(server: Watched): Promise<void> {
  server.onEvent('The embedded PostgreSQL ended unexpectedly and is started again.');
  try {
    await server.restart();
  } catch (error) {
    server.onEvent(`The embedded PostgreSQL could not be started again: ${error}`);
  }
}
