const WATCH_MS = 300;

/**
 * Ends this process as SIGTERM would when the npm that started it is gone: npm gives a signal to
 * the shell between the two, and the shell dies of it without passing it on.
 */
export function followNpm() {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, WATCH_MS);
  timer.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      // Ctrl-C reaches everyone at once; a second signal would end the store before it has drained.
      clearInterval(timer);
      if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
    });
  }
}
