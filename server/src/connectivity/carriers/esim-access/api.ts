import type { CallEnd } from '../ordering/call-end.ts';
import type { CarrierClient } from '../ordering/carrier-client.ts';
import { type EnvelopeRules, judgeEnvelope } from './envelope.ts';
import { authorize, type EsimAccessKey } from './sign.ts';

const ROOT = '/api/v1/open';

type EsimAccessCall = {
  verb: string;
  path: string;
  body: object;
  reference?: string;
  answerBy?: number | undefined;
} & Partial<EnvelopeRules>;

/** Posts to an operation and returns the `obj` of its envelope. */
export type EsimAccessApi = (call: EsimAccessCall) => Promise<CallEnd<unknown>>;

export function createEsimAccessApi(
  client: CarrierClient,
  { key, now }: { key: EsimAccessKey; now: () => Date },
): EsimAccessApi {
  return ({ verb, path, body, reference, changes = false, answerBy, codes }) => {
    const text = JSON.stringify(body);
    const question = {
      verb,
      method: 'POST' as const,
      path: ROOT + path,
      body: text,
      headers: authorize(key, text, now()),
      ...{ changes, answerBy },
      ...(reference !== undefined && { reference }),
    };
    return client.ask(question, (answer) =>
      judgeEnvelope(answer, { changes, ...(codes && { codes }) }),
    );
  };
}
