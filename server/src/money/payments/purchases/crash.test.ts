import type { ChildProcess } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { openStripeTill } from '../../../../test/support/stripe-till.ts';
import { startTestProgram } from '../../../../test/support/test-program.ts';
import { reconcilePayments } from '../index.ts';

const PATIENCE = { timeout: 30_000, interval: 50 };

const till = await forThisFile(openStripeTill());

it('a worker killed between charge and credit is followed by another, which credits once', {
  timeout: 90_000,
}, async () => {
  const payer = await till.newPayer('paid');
  const { id } = await payer.order();
  const confirms = () =>
    till.stripe.calls.filter((call) => /payment_intents\/\w+\/confirm$/.test(call)).length;
  till.stripe.plays.push({ call: 'POST /v1/payment_intents/', play: 'hanging' });
  const first = await startWorker();
  await vi.waitFor(() => expect(confirms()).toBe(1), PATIENCE);
  expect(till.stripe.receivedMinor(payer.liveAccountId)).toBe(10_000n);
  await kill(first);
  expect((await payer.shown(id)).status).toBe('pending');
  expect(await payer.availableMinor()).toBe(0n);

  await reconcilePayments(till.db, { realNow: new Date(), silentSeconds: -1 });
  const second = await startWorker();
  await vi.waitFor(async () => expect((await payer.shown(id)).status).toBe('paid'), PATIENCE);
  await kill(second);
  await till.deliver();
  expect(confirms()).toBe(1);
  expect(await payer.availableMinor()).toBe(10_000n);
  expect(till.stripe.receivedMinor(payer.liveAccountId)).toBe(10_000n);
});

function startWorker(): Promise<ChildProcess> {
  const given = [till.url, JSON.stringify(till.stripe.keys)];
  return startTestProgram('charge-cards.ts', given, { stdio: 'inherit' });
}

async function kill(worker: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.kill('SIGKILL');
  await ended;
}
