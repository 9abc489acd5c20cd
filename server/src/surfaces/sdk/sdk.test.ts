import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import type { Answer, Received } from '../../../test/support/receiver.ts';
import { openWebhooks } from '../../../test/support/webhooks.ts';
import { registerWebhookRoutes } from '../../messaging/webhooks/index.ts';
import { createOutgoing } from '../../platform/outgoing/outgoing.ts';
import { askActivation, askCustomerRegistration, registerSdkWebhookRoutes } from './index.ts';

const webhooks = await forThisFile(
  openWebhooks((app, parts) => {
    registerWebhookRoutes(app, parts);
    registerSdkWebhookRoutes(app, parts);
  }),
);

const QUESTION = {
  inventoryItemId: '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4',
  userToken: 'user-1',
  metaTag: 'order-1',
  activationId: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
};
const REGISTRATION = {
  userToken: 'user-1',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
};

const json =
  (value: unknown, status = 200): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

function parts(outgoing = webhooks.outgoing) {
  const { db, encryption } = webhooks;
  return { db, encryption, outgoing, mode: 'sandbox' as const, clock: Date.now };
}

/** An account whose server answers the questions of this event so. */
async function listen(event: string, answer: Answer) {
  const receiver = await webhooks.receive(answer);
  const account = await webhooks.openAccount();
  const secret = await account.set(event, receiver.url);
  return { receiver, account, secret };
}

describe('askActivation', () => {
  const ask = (account: { id: string }, over = {}) =>
    askActivation(parts(), account.id, { ...QUESTION, ...over });

  it('asks as the contract says, signed, under the id of the activation', async () => {
    const answer = json({ returnCode: 'SUCCESS', returnMessage: null });
    const { receiver, account, secret } = await listen('activation-request', answer);
    expect(await ask(account)).toMatchObject({
      isApproved: true,
      returnMessage: null,
      httpStatus: 200,
      error: null,
    });
    const [arrived] = receiver.received as [Received];
    expect(arrived.body).toBe(JSON.stringify(QUESTION));
    expect(new Webhook(secret).verify(arrived.body, arrived.headers)).toEqual(QUESTION);
    expect(arrived.headers['webhook-id']).toBe(QUESTION.activationId);

    await ask(account, { metaTag: null });
    const again = receiver.received[1];
    expect(again?.headers['webhook-id']).toBe(QUESTION.activationId);
    expect(JSON.parse(again?.body ?? '')).toEqual({ ...QUESTION, metaTag: null });
  });

  it('takes a FAIL with its message', async () => {
    const answer = json({ returnCode: 'FAIL', returnMessage: 'No budget' });
    const { account } = await listen('activation-request', answer);
    expect(await ask(account)).toMatchObject({
      isApproved: false,
      returnMessage: 'No budget',
      error: null,
    });
  });

  it.each<[string, Answer, string]>([
    [
      'another status',
      json({ returnCode: 'SUCCESS' }, 201),
      'The server answered 201; 200 is expected.',
    ],
    [
      'an error',
      json({ returnCode: 'SUCCESS' }, 500),
      'The server answered 500 (Internal Server Error); any 2xx is success.',
    ],
    ['no JSON', (response) => response.end('SUCCESS'), 'The answer is not a JSON object.'],
    ['a list', json(['SUCCESS']), 'The answer is not a JSON object.'],
    ['null', json(null), 'The answer is not a JSON object.'],
    ['nothing', (response) => response.end(), 'The answer is not a JSON object.'],
    ['no code', json({}), 'The answer has no returnCode SUCCESS or FAIL.'],
    [
      'another spelling',
      json({ returnCode: 'success' }),
      'The answer has no returnCode SUCCESS or FAIL.',
    ],
    [
      'something that is not a word',
      json({ returnCode: ['SUCCESS'], returnMessage: {} }),
      'The answer has no returnCode SUCCESS or FAIL.',
    ],
    [
      'more than anybody reads',
      json({ padding: 'x'.repeat(100_000), returnCode: 'SUCCESS' }),
      'The answer is not a JSON object.',
    ],
  ])('takes %s for a FAIL', async (_, answer, error) => {
    const { account } = await listen('activation-request', answer);
    expect(await ask(account)).toMatchObject({ isApproved: false, returnMessage: null, error });
  });

  it('takes no answer in time for a FAIL', async () => {
    const { account, receiver } = await listen('activation-request', () => {});
    const outgoing = createOutgoing({ ca: [webhooks.authority.cert], timeoutMs: 200 });
    onTestFinished(async () => {
      await receiver.close();
      await outgoing.close();
    });
    expect(await askActivation(parts(outgoing), account.id, QUESTION)).toMatchObject({
      isApproved: false,
      error: 'The server took longer than 0.2 s.',
    });
  });

  it('refuses without a URL and with a disabled one', async () => {
    const { account, receiver } = await listen(
      'activation-request',
      json({ returnCode: 'SUCCESS' }),
    );
    const stranger = await webhooks.openAccount();
    const error = 'No URL is set for activation-request, or it is disabled.';
    expect(await ask(stranger)).toMatchObject({ isApproved: false, error });
    const body = { url: receiver.url, enabled: false };
    await account.call('PUT', '/gigastore/webhooks/activation-request', { body });
    expect(await ask(account)).toMatchObject({ isApproved: false, error });
    expect(receiver.received).toEqual([]);
  });
});

describe('askCustomerRegistration', () => {
  const ask = (account: { id: string }) =>
    askCustomerRegistration(parts(), account.id, REGISTRATION);

  it('asks as the contract says and gives the email address', async () => {
    const answer = json({ email: 'traveller@example.com' });
    const { receiver, account, secret } = await listen('customer-registration', answer);
    expect(await ask(account)).toMatchObject({ email: 'traveller@example.com', error: null });
    const [arrived] = receiver.received as [Received];
    expect(arrived.body).toBe(JSON.stringify(REGISTRATION));
    expect(new Webhook(secret).verify(arrived.body, arrived.headers)).toEqual(REGISTRATION);
    expect(arrived.headers['webhook-id']).toBe(REGISTRATION.customerUid);
  });

  it.each<[string, Answer, string]>([
    ['no address', json({}), 'The answer has no valid email.'],
    ['something else', json({ email: 'nobody' }), 'The answer has no valid email.'],
    ['an object', json({ email: {} }), 'The answer has no valid email.'],
    [
      'an error',
      json({ email: 'a@b.test' }, 404),
      'The server answered 404 (Not Found); any 2xx is success.',
    ],
  ])('gives none after %s', async (_, answer, error) => {
    const { account } = await listen('customer-registration', answer);
    expect(await ask(account)).toMatchObject({ email: null, error });
  });

  it('gives none without an address to ask', async () => {
    expect(await ask(await webhooks.openAccount())).toMatchObject({
      email: null,
      httpStatus: null,
    });
  });
});

describe('the test calls', () => {
  it('ask about something invented and say what came back', async () => {
    const approval = json({ returnCode: 'SUCCESS', returnMessage: 'fine' });
    const { account, receiver } = await listen('activation-request', approval);
    const answer = await account.call('POST', '/gigastore/webhooks/activation-request/test');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      approved: true,
      returnMessage: 'fine',
      httpStatus: 200,
      error: null,
      durationMs: expect.any(Number),
      response: '{"returnCode":"SUCCESS","returnMessage":"fine"}',
    });
    expect(Object.keys(JSON.parse(receiver.received[0]?.body ?? ''))).toEqual(
      Object.keys(QUESTION),
    );

    receiver.answerWith(json({ email: 'traveller@example.com' }));
    await account.set('customer-registration', receiver.url);
    const reply = await account.call('POST', '/gigastore/webhooks/customer-registration/test');
    expect(reply.json()).toEqual({
      email: 'traveller@example.com',
      httpStatus: 200,
      error: null,
      durationMs: expect.any(Number),
      response: '{"email":"traveller@example.com"}',
    });
  });

  it.each(['activation-request', 'customer-registration'])(
    'refuse %s without an address, and without the scope',
    async (event) => {
      const account = await webhooks.openAccount();
      const path = `/gigastore/webhooks/${event}/test`;
      expect((await account.call('POST', path)).json()).toMatchObject({
        status: 404,
        code: 'webhook_not_found',
      });
      const reader = await account.caller('read');
      expect((await reader('POST', path)).json().code).toBe('insufficient_scope');
      expect((await webhooks.app.inject({ method: 'POST', url: path })).statusCode).toBe(401);
    },
  );

  it('are sent to an address that is switched off, too', async () => {
    const { account, receiver } = await listen('activation-request', json({ returnCode: 'FAIL' }));
    const body = { url: receiver.url, enabled: false };
    await account.call('PUT', '/gigastore/webhooks/activation-request', { body });
    const answer = await account.call('POST', '/gigastore/webhooks/activation-request/test');
    expect(answer.json()).toMatchObject({ approved: false, httpStatus: 200, error: null });
  });
});
