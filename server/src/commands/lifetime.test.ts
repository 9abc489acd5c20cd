import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { endsWithin } from './lifetime.ts';

/** A process that watches its lifetime and then does this; gives its end and what it logged. */
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
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { said, code };
}

describe('a failure that nobody caught', () => {
  it.each([
    ['a rejection', `Promise.reject(new Error('lost promise'));`],
    ['an exception', `setImmediate(() => { throw new Error('lost promise') });`],
  ])('ends the process, when it is %s, with its place in the log', async (_, statement) => {
    const { said, code } = await live(statement);
    expect(code).toBe(1);
    expect(said).toContain('"level":"fatal"');
    expect(said).toContain('lost promise');
    expect(said).toContain('abandoned');
  });
});

describe('a signal', () => {
  it('asks once and ends the second time, whatever is still open', async () => {
    const twice = `
      lifetime.asked.then(() => { console.log('asked'); process.kill(process.pid, 'SIGINT'); });
      process.kill(process.pid, 'SIGTERM');`;
    const { said, code } = await live(twice);
    expect(said).toBe('asked\nabandoned\n');
    expect(code).toBe(130);
  });
});

describe('waiting with a bound', () => {
  it('tells whether the work ended in time, and passes its failure on', async () => {
    expect(await endsWithin(60_000, Promise.resolve())).toBe(true);
    expect(await endsWithin(1, new Promise(() => {}))).toBe(false);
    await expect(endsWithin(60_000, Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
