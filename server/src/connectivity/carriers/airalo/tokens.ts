import { type CallEnd, done, refused, retryLater } from '../ordering/call-end.ts';
import type { CarrierAnswer, CarrierClient } from '../ordering/carrier-client.ts';
import { member, numberOf, textOf } from '../ordering/carrier-json.ts';
import { REFUSALS, UNEXPECTED } from './refusals.ts';
import { isChecksum, type Signer } from './sign.ts';

/** The one token of a credential: the supplier gives three a minute. */
export type Tokens = {
  current(): Promise<CallEnd<string>>;
  /** Renews it next time, unless that happened meanwhile. */
  drop(token: string): void;
};

/** The text says a day; an example says a year. */
const LONGEST_LIFE_S = 86_400;
const EARLIER_S = 60;
const ASK_AGAIN_MS = 1_000;

/** After its own error the supplier is asked again; a token changes nothing there. */
function withoutToken(json: unknown): CallEnd<never> {
  const code = textOf(json, 'code') ?? '';
  const reason = textOf(json, 'reason') ?? 'The supplier refuses the credentials.';
  const detail = `${code} ${reason}`.trim();
  if (code === UNEXPECTED) return retryLater(ASK_AGAIN_MS, detail);
  return refused(REFUSALS[code] ?? 'misconfigured', detail);
}

export function createTokens(
  client: CarrierClient,
  of: { clientId: string; clientSecret: string; signer: Signer; now: () => Date },
): Tokens {
  let kept: { token: string; until: number } | undefined;
  let asking: Promise<CallEnd<string>> | undefined;

  async function ask(): Promise<CallEnd<string>> {
    const wasSigned = of.signer.isOn();
    const payload = {
      client_id: of.clientId,
      client_secret: of.clientSecret,
      grant_type: 'client_credentials',
    };
    // It is sent as a form, and signed as JSON.
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { ...form, ...of.signer.sign(payload).headers };
    const question = {
      ...({ verb: 'token', method: 'POST', path: '/v2/token', headers } as const),
      ...{ body: new URLSearchParams(payload).toString(), changes: false, isSecret: true },
      bucket: '/v2/token',
    };
    const end = await client.ask<string | null>(question, (answer) => {
      if (!wasSigned && isChecksum(answer)) return done(null);
      return judge(answer);
    });
    if (end.end !== 'done') return end;
    if (end.value !== null) return done(end.value);
    of.signer.turnOn();
    return ask();
  }

  function judge({ json }: CarrierAnswer): CallEnd<string> {
    const data = member(json, 'data');
    const token = textOf(data, 'access_token');
    if (token === null) return withoutToken(json);
    const life = Math.min(numberOf(data, 'expires_in') ?? LONGEST_LIFE_S, LONGEST_LIFE_S);
    kept = { token, until: of.now().getTime() + (life - EARLIER_S) * 1_000 };
    return done(token);
  }

  return {
    async current() {
      if (kept && of.now().getTime() < kept.until) return done(kept.token);
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    drop(token) {
      if (kept?.token === token) kept = undefined;
    },
  };
}
