import { type CallEnd, type CarrierRefusal, done, refused } from '../ordering/call-end.ts';
import {
  type CarrierAnswer,
  type CarrierClient,
  refusedAccess,
} from '../ordering/carrier-client.ts';
import { member, textOf } from '../ordering/carrier-json.ts';

type EsimGoCall = {
  verb: string;
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  body?: object;
  reference?: string;
  changes?: boolean;
  answerBy?: number | undefined;
  /** What a 404 stands for. */
  missing?: CarrierRefusal;
};

/** Calls an operation and returns its JSON. */
export type EsimGoApi = (call: EsimGoCall) => Promise<CallEnd<unknown>>;

export function createEsimGoApi(client: CarrierClient, apiKey: string): EsimGoApi {
  return ({ verb, method = 'GET', path, body, reference, changes = false, answerBy, missing }) =>
    client.ask(
      {
        verb,
        method,
        path,
        headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
        ...{ changes, answerBy },
        ...(body && { body: JSON.stringify(body) }),
        ...(reference !== undefined && { reference }),
      },
      (answer) => judge(answer, missing ?? 'not_found'),
    );
}

/** Errors have a sentence and no code, so that words decide. */
const WORDS: readonly [RegExp, CarrierRefusal][] = [
  [/insufficient|balance|funds|credit/i, 'unfunded'],
  [/out of stock|no stock|sold out|not enough/i, 'out_of_stock'],
  [/maintenance/i, 'maintenance'],
  [/bundle.*(not found|unknown|invalid|does not exist)|unknown bundle/i, 'no_such_item'],
];

const DEACTIVATED = 410;

function judge(answer: CarrierAnswer, missing: CarrierRefusal): CallEnd<unknown> {
  const { httpStatus, json } = answer;
  if (httpStatus < 300) return done(json);
  const access = refusedAccess(answer);
  if (access) return access;
  const message = textOf(json, 'message') ?? `The supplier answered ${httpStatus}.`;
  if (httpStatus === DEACTIVATED) return refused('not_allowed', message);
  const known = WORDS.find(([words]) => words.test(message));
  if (known) return refused(known[1], message);
  return refused(httpStatus === 404 ? missing : 'rejected', message);
}

/** Returns whether there is a list, which may be empty. */
export function hasRows(json: unknown, name: string): boolean {
  return Array.isArray(json) || Array.isArray(member(json, name));
}

/** Returns a list that stands alone or under `name`: both shapes are known. */
export function rowsOf(json: unknown, name: string): unknown[] {
  if (Array.isArray(json)) return json;
  const inner = member(json, name);
  return Array.isArray(inner) ? inner : [];
}
