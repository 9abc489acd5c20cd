import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import {
  type CallPlay,
  type CardPlay,
  type Intent,
  type Json,
  type Kept,
  State,
} from './fake-stripe-state.ts';

export type { CallPlay, CardPlay };

const WEBHOOK_SECRET = 'whsec_of_the_tests';

export type FakeStripe = {
  keys: { secretKey: string; publishableKey: string; webhookSecret: string; apiUrl: string };
  /** Every event so far, oldest first. */
  events: Json[];
  /** All money that came from the account, in cents, less what went back. */
  receivedMinor(accountId: string): bigint;
  /** The outcomes of the next calls that begin with this, such as `POST /v1/payment_intents`. */
  plays: { call: string; play: CallPlay }[];
  /** Enters a card with this outcome on the form of this setup. */
  enterCard(setupId: string, play: CardPlay): string;
  /** Declines a card that was entered on the form of this setup. */
  declineCard(setupId: string): void;
  /** Returns the status of an object. */
  statusOf(id: string): string;
  /** The payer authenticates, or fails to. */
  authenticate(intentId: string, succeeds: boolean): void;
  refund(intentId: string, amount: number): void;
  failRefund(intentId: string, amount: number, type?: string): void;
  dispute(intentId: string): string;
  closeDispute(disputeId: string, status: 'won' | 'lost'): void;
  intentOf(purchaseId: string): Intent;
  /** The received calls, such as `POST /v1/customers`. */
  calls: string[];
  /** A request with this event, signed by the library's own function. */
  signed(event: Json): { payload: string; signature: string };
  close(): Promise<void>;
};

/**
 * Starts a server on loopback with the part of Stripe's API that we use. Call `close` at the end.
 */
export async function startFakeStripe(): Promise<FakeStripe> {
  const state = new State();
  const server = createServer((request, response) => {
    void answer(state, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const webhooks = new Stripe('sk_test_of_the_tests').webhooks;
  return {
    keys: {
      secretKey: 'sk_test_of_the_tests',
      publishableKey: 'pk_test_of_the_tests',
      webhookSecret: WEBHOOK_SECRET,
      apiUrl: `http://127.0.0.1:${port}`,
    },
    events: state.events,
    plays: state.plays,
    calls: state.calls,
    receivedMinor: (accountId) => state.receivedMinor(accountId),
    enterCard: (setupId, play) => state.enterCard(setupId, play),
    declineCard: (setupId) => state.declineCard(setupId),
    statusOf: (id) => String(state.objects.get(id)?.status),
    authenticate: (id, succeeds) => state.authenticate(id, succeeds),
    refund: (id, amount) => state.refund(id, amount),
    failRefund: (id, amount, type) => state.failRefund(id, amount, type),
    dispute: (id) => state.dispute(id),
    closeDispute: (id, status) => state.closeDispute(id, status),
    intentOf: (purchaseId) => state.intentOf(purchaseId),
    signed(event) {
      const payload = JSON.stringify(event);
      const secret = WEBHOOK_SECRET;
      return { payload, signature: webhooks.generateTestHeaderString({ payload, secret }) };
    },
    close: () => stop(server),
  };
}

async function answer(
  state: State,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '', 'http://stripe.test');
  const call = `${request.method} ${pathname}`;
  const form = new URLSearchParams(await readText(request));
  const at = state.plays.findIndex((planned) => call.startsWith(planned.call));
  const play = at < 0 ? 'answered' : (state.plays.splice(at, 1)[0]?.play ?? 'answered');
  state.calls.push(call);
  if (play === 'failing') return send(response, failure(500, 'api_error'));
  if (play === 'lost_before') return hangUp(response);
  const key = request.headers['idempotency-key'];
  const known = typeof key === 'string' ? state.kept.get(key) : undefined;
  const outcome = known ?? perform(state, { method: request.method ?? '', pathname, form });
  if (typeof key === 'string' && request.method === 'POST') state.kept.set(key, outcome);
  if (play === 'hanging') return;
  // The call has its effect, and the response is lost.
  if (play === 'lost_after') return hangUp(response);
  send(response, outcome);
}

/** Waits, since Stripe's library retries a connection that is closed immediately. */
function hangUp(response: ServerResponse): void {
  response.writeHead(504, { 'content-type': 'application/json' });
  response.end('{"error":{"type":"api_error","message":"The gateway gave up."}}');
}

type Call = { method: string; pathname: string; form: URLSearchParams };

function perform(state: State, { method, pathname, form }: Call): Kept {
  const [, , kind = '', id = '', action = ''] = pathname.split('/');
  if (method === 'GET') return found(state.objects.get(id));
  const known = state.objects.get(id);
  if (id !== '' && !known) return found(undefined);
  switch (`${kind}/${action}`) {
    case 'customers/':
      return done(state.make('cus', { object: 'customer', metadata: metadataOf(form) }));
    case 'setup_intents/':
      return done(openSetup(state, form));
    case 'setup_intents/cancel':
      return done(Object.assign(known as Json, { status: 'canceled' }));
    case 'payment_intents/':
      return openIntent(state, form);
    case 'payment_intents/confirm':
      return confirm(state, known as Intent, form);
    case 'payment_intents/cancel':
      return cancel(state, known as Intent);
    case 'payment_methods/detach':
      state.cardPlays.delete(id);
      return done(known as Json);
    default:
      return failure(404, 'invalid_request_error');
  }
}

function openSetup(state: State, form: URLSearchParams): Json {
  const setup = state.make('seti', {
    object: 'setup_intent',
    status: 'requires_payment_method',
    payment_method: null,
    metadata: metadataOf(form),
  });
  return Object.assign(setup, { client_secret: `${setup.id}_secret` });
}

function openIntent(state: State, form: URLSearchParams): Kept {
  const card = form.get('payment_method') ?? '';
  if (!state.cardPlays.has(card)) {
    return failure(400, 'invalid_request_error', 'resource_missing');
  }
  const intent = state.make('pi', {
    ...{ object: 'payment_intent', status: 'requires_confirmation', card },
    ...{ amount: Number(form.get('amount')), amount_received: 0, currency: form.get('currency') },
    ...{ metadata: metadataOf(form), next_action: null, last_payment_error: null },
  });
  return done(Object.assign(intent, { client_secret: `${intent.id}_secret` }));
}

function confirm(state: State, intent: Intent, form: URLSearchParams): Kept {
  if (intent.status !== 'requires_confirmation') return wrongState();
  const play = state.cardPlays.get(intent.card);
  if (play === 'paid') {
    state.succeed(intent);
    return done(intent);
  }
  if (play === 'authentication' && form.get('off_session') !== 'true') {
    Object.assign(intent, { status: 'requires_action', next_action: { type: 'use_stripe_sdk' } });
    state.notify('payment_intent.requires_action', intent);
    return done(intent);
  }
  const declined = play === 'insufficient_funds' ? 'insufficient_funds' : 'generic_decline';
  const isAuthentication = play === 'authentication';
  const code = isAuthentication ? 'authentication_required' : 'card_declined';
  state.fail(intent, code, isAuthentication ? code : declined);
  const body = { type: 'card_error', message: 'Declined.', ...(intent.last_payment_error as Json) };
  return { status: 402, body: { error: body } };
}

function cancel(state: State, intent: Intent): Kept {
  if (intent.status === 'succeeded' || intent.status === 'canceled') return wrongState();
  intent.status = 'canceled';
  state.notify('payment_intent.canceled', intent);
  return done(intent);
}

const done = (body: Json): Kept => ({ status: 200, body: structuredClone(body) });
const found = (body: Json | undefined): Kept =>
  body ? done(body) : failure(404, 'invalid_request_error', 'resource_missing');

function wrongState(): Kept {
  const code = 'payment_intent_unexpected_state';
  return failure(400, 'invalid_request_error', code);
}

function failure(status: number, type: string, code?: string): Kept {
  const message = code ?? 'It does not work.';
  return { status, body: { error: { type, message, ...(code && { code }) } } };
}

function metadataOf(form: URLSearchParams): Record<string, string> {
  const fields = [...form].flatMap(([name, value]) => {
    const key = /^metadata\[(\w+)\]$/.exec(name)?.[1];
    return key ? [[key, value] as const] : [];
  });
  return Object.fromEntries(fields);
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body }: Kept): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
