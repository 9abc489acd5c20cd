import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  encodeCbor,
  openAppAttest,
  openPlayStore,
  verdictOn,
} from '../../../test/support/attesting-phones.ts';
import { androidApp, iosApp } from '../../../test/support/sdk-apps.ts';
import { faultOfAppAttest } from './app-attest.ts';
import { APP_ATTEST_ROOT } from './app-attest-root.ts';
import { hashOfRequest } from './evidence.ts';
import { faultOfPlayIntegrity } from './play-integrity.ts';

const request = { installToken: 'token', installationId: '7555CAB8-72bc-4e85-b56a-6cdf60e2d6e4' };
const requestHash = hashOfRequest(request);
const otherHash = hashOfRequest({ ...request, installToken: 'another' });
const realNow = new Date();
const minutesAgo = (minutes: number) => new Date(realNow.getTime() - minutes * 60_000);

describe('the hash of a request', () => {
  it('is that of the install token and the installation in small letters', () => {
    expect(requestHash.toString('base64url')).toBe('zHCXq36E8sj7waSAi1jJQ367DPiBw1HyyNsXniQptbY');
    const installationId = request.installationId.toLowerCase();
    expect(hashOfRequest({ ...request, installationId })).toEqual(requestHash);
  });
});

describe('a token of Play Integrity', () => {
  const play = openPlayStore();
  const android = androidApp();
  const app = {
    identifier: android.packageName,
    certificates: android.certificateSha256,
    ...play.keys,
  };
  const good = () => verdictOn(android, { requestHash });
  const faultOf = (attestation: string, of = app) =>
    faultOfPlayIntegrity(of, { attestation, requestHash, realNow });

  it('vouches for the app and the request', async () => {
    expect(await faultOf(await play.tokenOf(good()))).toBeUndefined();
  });

  it('vouches for an app with one of several certificates', async () => {
    const certificates = [...androidApp().certificateSha256, ...app.certificates];
    expect(await faultOf(await play.tokenOf(good()), { ...app, certificates })).toBeUndefined();
  });

  const notOurs = 'The attestation is no token of Play Integrity for the keys of the app.';
  it.each(['', 'nothing', 'a.b.c.d.e'])('must be one, not “%s”', async (text) => {
    expect(await faultOf(text)).toBe(notOurs);
  });

  it('must be made with the keys of the app', async () => {
    const { decryptionKey, verificationKey } = openPlayStore().keys;
    const token = await play.tokenOf(good());
    expect(await faultOf(token, { ...app, decryptionKey })).toBe(notOurs);
    expect(await faultOf(token, { ...app, verificationKey })).toBe(notOurs);
  });

  it.each([null, 'text', 1])('must hold a verdict, not %s', async (verdict) => {
    expect(await faultOf(await play.tokenOf(verdict))).toBeDefined();
  });

  type Verdict = ReturnType<typeof good>;
  const altered: [string, (verdict: Verdict) => object, RegExp][] = [
    ['of another request', () => verdictOn(android, { requestHash: otherHash }), /nonce/],
    ['without a nonce', (is) => ({ ...is, requestDetails: {} }), /nonce/],
    ['that is old', () => verdictOn(android, { requestHash, at: minutesAgo(11) }), /older/],
    ['of a later time', () => verdictOn(android, { requestHash, at: minutesAgo(-2) }), /older/],
    [
      'without a time',
      ({ requestDetails: { timestampMillis: _, ...details }, ...is }) => ({
        ...is,
        requestDetails: details,
      }),
      /older/,
    ],
    ['of an altered app', withApp({ appRecognitionVerdict: 'UNRECOGNIZED_VERSION' }), /recognize/],
    ['that was not evaluated', withApp({ appRecognitionVerdict: 'UNEVALUATED' }), /recognize/],
    ['of another package', withApp({ packageName: 'com.other' }), /package name/],
    [
      'that another package requested',
      (is) => ({ ...is, requestDetails: { ...is.requestDetails, requestPackageName: 'com.x.y' } }),
      /package name/,
    ],
    ['with another certificate', withApp({ certificateSha256Digest: ['AAAA'] }), /certificate/],
    ['without a certificate', withApp({ certificateSha256Digest: undefined }), /certificate/],
  ];
  it.each(altered)('%s is refused', async (_, alter, fault) => {
    expect(await faultOf(await play.tokenOf(alter(good())))).toMatch(fault);
  });

  function withApp(change: object) {
    return (is: Verdict) => ({ ...is, appIntegrity: { ...is.appIntegrity, ...change } });
  }
});

describe('an attestation of App Attest', async () => {
  const apple = await openAppAttest();
  const { bundleId, teamId } = iosApp();
  const app = {
    identifier: bundleId,
    teamId,
    environment: 'production' as const,
    root: apple.root,
  };
  const appId = `${teamId}.${bundleId}`;
  const faultOf = (attestation: string, of: Parameters<typeof faultOfAppAttest>[0] = app) =>
    faultOfAppAttest(of, { attestation, requestHash, realNow });

  it('vouches for the app and the request', async () => {
    expect(await faultOf(await apple.attest({ appId, requestHash }))).toBeUndefined();
  });

  it('vouches for an app in development if its settings say so', async () => {
    const attestation = await apple.attest({ appId, requestHash, environment: 'development' });
    expect(await faultOf(attestation, { ...app, environment: 'development' })).toBeUndefined();
  });

  const wrong: [string, Partial<Parameters<typeof apple.attest>[0]>, RegExp][] = [
    ['of another request', { requestHash: otherHash }, /nonce/],
    ['of another app', { appId: `${teamId}.com.other` }, /team ID or bundle ID/],
    ['of another team', { appId: `Z9Z9Z9Z9Z9.${bundleId}` }, /team ID or bundle ID/],
    ['of a key that was used', { counter: 1 }, /used before/],
    ['of another environment', { environment: 'development' }, /environment/],
    ['of another key', { credentialId: Buffer.alloc(32) }, /another key/],
    ['whose certificate has ended', { until: minutesAgo(1) }, /certificates/],
  ];
  it.each(wrong)('%s is refused', async (_, change, fault) => {
    expect(await faultOf(await apple.attest({ appId, requestHash, ...change }))).toMatch(fault);
  });

  it('with certificates of another root is refused', async () => {
    const signer = await apple.newIssuer();
    const attestation = await apple.attest({ appId, requestHash, signer });
    expect(await faultOf(attestation)).toMatch(/certificates/);
    const sound = await apple.attest({ appId, requestHash });
    expect(await faultOf(sound, { ...app, root: APP_ATTEST_ROOT })).toMatch(/certificates/);
  });

  const empty = new Map<string, unknown>([['fmt', 'apple-appattest']]);
  const short = new Map<string, unknown>(empty)
    .set('attStmt', new Map([['x5c', [new Uint8Array(1), new Uint8Array(1)]]]))
    .set('authData', new Uint8Array(54));
  const long = new Map(short).set('authData', new Uint8Array(60));
  it.each([
    ['', /attestation object/],
    ['nothing', /attestation object/],
    [encodeCbor('text'), /attestation object/],
    [encodeCbor(empty), /attestation object/],
    [encodeCbor(short), /attestation object/],
    [encodeCbor(long), /certificates/],
  ])('must be one: case %#', async (text, fault) => {
    expect(await faultOf(text)).toMatch(fault);
  });

  it('is checked with the root of Apple, which has signed itself', () => {
    const root = new X509Certificate(APP_ATTEST_ROOT);
    expect(root.subject).toContain('CN=Apple App Attestation Root CA');
    expect(root.verify(root.publicKey)).toBe(true);
  });
});
