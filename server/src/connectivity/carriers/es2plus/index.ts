import { randomBytes } from 'node:crypto';
import { toIccid } from '../../../kernel/iccid.ts';
import { isLoopback, isLoopbackName } from '../../../kernel/outgoing-address.ts';
import type { TlsIdentity } from '../../../platform/outgoing/guarded-connect.ts';
import type { Outgoing } from '../../../platform/outgoing/outgoing.ts';
import { type CallEnd, done, unknownEnd } from '../ordering/call-end.ts';
import { type CarrierClient, createCarrierClient } from '../ordering/carrier-client.ts';
import { textOf } from '../ordering/carrier-json.ts';
import type { ConnectorParts } from '../ordering/connector-parts.ts';
import { createPace } from '../ordering/pace.ts';
import { type Executed, type FunctionEnd, judgeFunction } from './judge.ts';

/** An SM-DP+ with what it knows us by. */
export type Es2PlusSettings = {
  /** The name under which its calls are kept. */
  name: string;
  /** Without a slash at the end; `/gsma/rsp2/es2plus/…` is appended. */
  url: string;
  requesterId: string;
  identity: TlsIdentity;
  /** Differs for settings that have been changed, so that old connections are not used again. */
  revision: string;
  /** Whether the SM-DP+ is in a private network. */
  isPrivate: boolean;
};

/** What every function is asked with: the reference of the order that it is about. */
type Asked = { reference: string };
type Ordered = { iccid: string; warning: string | null };
type Confirmed = { matchingId: string; smdpAddress: string | null; warning: string | null };
type Changed = { warning: string | null };

/** The functions of ES2+ (SGP.22, 5.3). None throws; each ends before its deadline. */
export type Es2Plus = {
  /** Orders a profile: the one with this ICCID, or one of the type. */
  downloadOrder(
    order: Asked & ({ iccid: string } | { profileType: string }),
  ): Promise<FunctionEnd<Ordered>>;
  /**
   * Confirms an order; with `releases` its profile can be downloaded at once. With a confirmation
   * code phones ask for it.
   */
  confirmOrder(
    order: Asked & {
      iccid: string;
      matchingId: string;
      confirmationCode?: string | null;
      releases: boolean;
    },
  ): Promise<FunctionEnd<Confirmed>>;
  releaseProfile(order: Asked & { iccid: string }): Promise<FunctionEnd<Changed>>;
  /** Gives a profile back, to be ordered again, or makes it unavailable for good. */
  cancelOrder(
    order: Asked & { iccid: string; status: 'Available' | 'Unavailable' },
  ): Promise<FunctionEnd<Changed>>;
  /** Asks for what certainly changes nothing: to release a profile that cannot exist. */
  test(): Promise<FunctionEnd<Changed>>;
};

const ROOT = '/gsma/rsp2/es2plus';
const PROTOCOL = 'gsma/rsp/v2.5.0';
const CALLS_PER_SECOND = 20;
/** ICCIDs have 20 characters on ES2+; older servers insist on it. */
const ICCID_LENGTH = 20;
/** No issuer has it: country and issuer are zero. */
const NOBODYS_ICCID = '8900000000000000003';
const TEST_REFERENCE = 'test';
const CALL_ID_BYTES = 4;

/** Returns a client to an SM-DP+. */
export function es2Plus(
  settings: Es2PlusSettings,
  { perSecond = CALLS_PER_SECOND, now: _, ...parts }: ConnectorParts,
): Es2Plus {
  const client = createCarrierClient({
    ...parts,
    outgoing: asCaller(parts.outgoing, settings),
    ...{ carrier: settings.name, baseUrl: settings.url, pace: createPace(perSecond) },
  });
  const ask = askerOf(client, settings);
  const change = async (verb: string, { reference, ...body }: Body) =>
    mapEnd(await ask({ verb, reference, body, changes: true }), ({ warning }) => done({ warning }));
  return {
    async downloadOrder({ reference, ...wanted }) {
      const body = 'iccid' in wanted ? { iccid: padded(wanted.iccid) } : wanted;
      const asked = { verb: 'downloadOrder', reference, body, changes: true };
      return mapEnd(await ask(asked), (executed) => readOrdered(executed, wanted));
    },
    async confirmOrder({ reference, iccid, matchingId, confirmationCode: code, releases }) {
      const body = {
        ...{ iccid: padded(iccid), matchingId },
        ...(code != null && { confirmationCode: code }),
        releaseFlag: releases,
      };
      const asked = { verb: 'confirmOrder', reference, body, changes: true };
      return mapEnd(await ask(asked), readConfirmed);
    },
    releaseProfile: ({ reference, iccid }) =>
      change('releaseProfile', { reference, iccid: padded(iccid) }),
    cancelOrder: ({ reference, iccid, status }) =>
      change('cancelOrder', {
        ...{ reference, iccid: padded(iccid) },
        finalProfileStatusIndicator: status,
      }),
    async test() {
      const body = { iccid: padded(NOBODYS_ICCID) };
      const asked = { verb: 'test', reference: TEST_REFERENCE, body, changes: false };
      const end = await ask({ ...asked, path: 'releaseProfile' });
      // Whoever knows that the ICCID is not there has read the request and taken the caller.
      if (end.end === 'refused' && end.pair?.startsWith('8.2')) {
        return { ...done({ warning: null }), pair: end.pair };
      }
      return mapEnd(end, ({ warning }) => done({ warning }));
    },
  };
}

type Body = Asked & Record<string, unknown>;
type Call = { verb: string; path?: string; reference: string; body: object; changes: boolean };

function askerOf(client: CarrierClient, { requesterId }: Es2PlusSettings) {
  return async ({ verb, path = verb, body, ...call }: Call): Promise<FunctionEnd<Executed>> => {
    const header = {
      functionRequesterIdentifier: requesterId,
      functionCallIdentifier: `${call.reference}.${randomBytes(CALL_ID_BYTES).toString('hex')}`,
    };
    let pair: string | null = null;
    const question = {
      ...{ verb, ...call, method: 'POST' as const, path: `${ROOT}/${path}` },
      headers: { 'x-admin-protocol': PROTOCOL },
      body: JSON.stringify({ header, ...body }),
    };
    const end = await client.ask(question, (answer) => {
      const judged = judgeFunction(answer, call);
      pair = judged.pair;
      return judged;
    });
    return { ...end, pair };
  };
}

/** Returns the end with what `read` makes of the answer, which may be unreadable. */
function mapEnd<From, To>(
  end: FunctionEnd<From>,
  read: (value: From) => CallEnd<To>,
): FunctionEnd<To> {
  return end.end === 'done' ? { ...read(end.value), pair: end.pair } : end;
}

function readOrdered(
  { json, warning }: Executed,
  wanted: { iccid: string } | { profileType: string },
): CallEnd<Ordered> {
  const iccid = toIccid(textOf(json, 'iccid') ?? '');
  if ('iccid' in wanted) {
    if (iccid === '' || iccid === wanted.iccid) return done({ iccid: wanted.iccid, warning });
    return unknownEnd(`Another ICCID than the ordered one: ${iccid.slice(0, ICCID_LENGTH)}.`);
  }
  return iccid === '' ? unknownEnd('An answer without an ICCID.') : done({ iccid, warning });
}

function readConfirmed({ json, warning }: Executed): CallEnd<Confirmed> {
  const matchingId = textOf(json, 'matchingId');
  if (matchingId === null) return unknownEnd('An answer without a matching ID.');
  return done({ matchingId, smdpAddress: textOf(json, 'smdpAddress'), warning });
}

function padded(iccid: string): string {
  return iccid.padEnd(ICCID_LENGTH, 'F');
}

/** Calls with our certificate, and also where only an operator may point. */
function asCaller(
  outgoing: Pick<Outgoing, 'call'>,
  { url, identity, revision, isPrivate }: Es2PlusSettings,
): Pick<Outgoing, 'call'> {
  const hostname = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const loopback = isLoopbackName(hostname) || isLoopback(hostname);
  return {
    call: (call) =>
      outgoing.call({
        ...call,
        identity,
        caller: `${call.caller} ${revision}`,
        reach: { loopback, private: isPrivate },
      }),
  };
}
