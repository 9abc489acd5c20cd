import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { endsWithin } from './lifetime.ts';

const SERVER = join(import.meta.dirname, '../..');

/** Runs the statement in a process that watches its lifetime. Returns its exit code and output. */
async function live(statement: string) {
  const program = `
    import { watchLifetime } from './src/commands/lifetime.ts';
    import { createLog } from './src/platform/log/log.ts';
    const lifetime = watchLifetime(createLog('info'));
    lifetime.onAbandon(() => console.log('abandoned'));
    lifetime.onAbandon(() => { throw new Error('ended already') });
    setTimeout(() => {}, 60_000);
    ${statement}`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: SERVER,
  });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { said, code };
}

describe('an uncaught error', () => {
  it.each([
    ['a rejection', `Promise.reject(new Error('lost promise'));`],
    ['an exception', `setImmediate(() => { throw new Error('lost promise') });`],
  ])('ends the process, when it is %s, and logs where it happened', async (_, statement) => {
    const { said, code } = await live(statement);
    expect(code).toBe(1);
    expect(said).toContain('"level":"fatal"');
    expect(said).toContain('lost promise');
    expect(said).toContain('abandoned');
  });
});

describe('a signal', () => {
  it('requests a stop once and exits the second time, whatever is still open', async () => {
    const twice = `
      lifetime.stopRequested.then(() => {
        console.log('asked');
        process.kill(process.pid, 'SIGINT');
      });
      process.kill(process.pid, 'SIGTERM');`;
    const { said, code } = await live(twice);
    expect(said).toBe('asked\nabandoned\n');
    expect(code).toBe(130);
  });
});

describe('waiting with a bound', () => {
  it('returns whether the work ended in time, and throws its error', async () => {
    expect(await endsWithin(60_000, Promise.resolve())).toBe(true);
    expect(await endsWithin(1, new Promise(() => {}))).toBe(false);
    await expect(endsWithin(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
