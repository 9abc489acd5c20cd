import { describe, expect, it, vi } from 'vitest';
import type { AppProgress } from '../src/app.ts';
import { type CapacitorPlugin, capacitorBridge } from '../src/capacitor-bridge.ts';
import { createNativeApp, type NativeBridge } from '../src/native.ts';
import { reactNativeBridge } from '../src/react-native-bridge.ts';
import { aProfile } from './support/profile.ts';

type Calls = Record<string, (input: Record<string, unknown>) => Promise<unknown>>;
type Listener = (detail: unknown) => void;
const profile = { ...aProfile(), state: 'released' };
const sold = {
  activationId: '0199a1b2-71f4-4c1b-8a3d-0123456789ab',
  activatedItemUid: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  profiles: [profile],
};

/** A phone whose SDK answers, as both frameworks show it. */
function openPhone(more: Calls = {}) {
  const listeners = new Map<string, Set<Listener>>();
  const called: [string, unknown][] = [];
  const of = (event: string) => listeners.get(event) ?? new Set();
  const emit = (event: string, detail: unknown) => {
    for (const listener of of(event)) listener(detail);
  };
  const addListener = (event: string, listener: Listener) => {
    listeners.set(event, of(event).add(listener));
    return { remove: () => void of(event).delete(listener) };
  };
  const answers: Calls = {
    load: async () => undefined,
    setUserToken: async () => undefined,
    useInstallTokens: async () => undefined,
    answerInstallToken: async () => undefined,
    isEsimCapable: async () => ({ isCapable: true }),
    getProfile: async () => ({ profile }),
    getAllProfiles: async () => ({ profiles: [profile, profile] }),
    activateItem: async () => sold,
    installProfile: async () => ({ profile, way: 'CARRIER', isConfirmed: true }),
    ...more,
  };
  const call = async (name: string, input: Record<string, unknown>) => {
    called.push([name, input]);
    return answers[name]?.(input);
  };
  return { addListener, call, called, emit, listeners };
}
type Phone = ReturnType<typeof openPhone>;

const frameworks: [string, (phone: Phone) => NativeBridge][] = [
  [
    'React Native',
    ({ addListener, call }) => reactNativeBridge({ Gigastore: { call } }, () => ({ addListener })),
  ],
  [
    'Capacitor',
    ({ addListener, call }) => {
      const plugin: CapacitorPlugin = {
        call: ({ name, input }) => call(name, input),
        addListener: async (event, listener) => addListener(event, listener),
      };
      return capacitorBridge(plugin);
    },
  ],
];

describe.each(frameworks)('over %s', (_, bridgeTo) => {
  const connect = (more: Calls = {}) => {
    const phone = openPhone(more);
    return { ...phone, app: createNativeApp(bridgeTo(phone)) };
  };
  const options = { sdkKey: 'pk_test_1', testMode: true, storeUrl: 'https://store.example' };

  it('the calls go to the SDK of the phone', async () => {
    const { app, called } = connect();
    await app.load(options);
    await app.setUserToken('ada');
    expect(await app.isEsimCapable()).toBe(true);
    expect(await app.getProfile('one')).toEqual(aProfile());
    expect(await app.getAllProfiles()).toHaveLength(2);
    expect(called).toEqual([
      ['load', options],
      ['setUserToken', { userToken: 'ada' }],
      ['isEsimCapable', {}],
      ['getProfile', { uid: 'one' }],
      ['getAllProfiles', {}],
    ]);
  });

  it('a user who is set before the SDK is loaded is told to it, each time it is loaded', async () => {
    const { app, called } = connect();
    await app.setUserToken('ada');
    expect(called).toEqual([]);
    for (let i = 0; i < 2; i += 1) await app.load(options);
    const users = called.filter(([name]) => name === 'setUserToken').map(([, input]) => input);
    expect(users).toEqual([{ userToken: 'ada' }, { userToken: 'ada' }]);
  });

  it('a key of the other mode is refused before the SDK is asked', async () => {
    const { app, called } = connect();
    const wrong = { kind: 'unauthorised', platformCode: 'wrong_mode' };
    await expect(app.load({ ...options, testMode: false })).rejects.toMatchObject(wrong);
    expect(called).toEqual([]);
  });

  it('an install token is asked for by the SDK, and answered once', async () => {
    const { app, called, emit } = connect();
    app.setInstallTokenSource(async (userToken) => {
      if (userToken === null) throw new Error('Nobody is signed in.');
      return `token of ${userToken}`;
    });
    await app.load(options);
    await app.load(options);
    emit('installTokenNeeded', { requestId: '1', userToken: 'ada' });
    emit('installTokenNeeded', { requestId: '2', userToken: null });
    const answers = () => called.filter(([name]) => name === 'answerInstallToken');
    await vi.waitFor(() => expect(answers()).toHaveLength(2));
    expect(answers().map(([, input]) => input)).toEqual([
      { requestId: '1', token: 'token of ada' },
      { requestId: '2', error: 'Nobody is signed in.' },
    ]);
  });

  it('the SDK asks for install tokens if there is a source, set before or after', async () => {
    const { app, called } = connect();
    const uses = () => called.filter(([name]) => name === 'useInstallTokens').length;
    await app.load(options);
    expect(uses()).toBe(0);
    app.setInstallTokenSource(async () => 'token');
    await vi.waitFor(() => expect(uses()).toBe(1));
    await app.load(options);
    expect(uses()).toBe(2);
  });

  it('an item is activated by the SDK', async () => {
    const { app, called } = connect();
    expect(await app.activateItem('item')).toEqual({ ...sold, profiles: [aProfile()] });
    await app.activateItem('item', { metaTag: 'order-1' });
    expect(called).toEqual([
      ['activateItem', { inventoryItemId: 'item', metaTag: null }],
      ['activateItem', { inventoryItemId: 'item', metaTag: 'order-1' }],
    ]);
  });

  it.each([
    [{ code: 'unknown', message: 'Pay first.', data: { platformCode: 'approval_rejected' } }],
    [{ code: 'refused', message: 'Pay first.', userInfo: { platformCode: 'approval_rejected' } }],
  ])('a refusal of the own server says why: %o', async (reason) => {
    const { app } = connect({ activateItem: () => Promise.reject(reason) });
    const refused = { kind: 'unknown', platformCode: 'approval_rejected', message: 'Pay first.' };
    await expect(app.activateItem('item')).rejects.toMatchObject(refused);
  });

  it.each([undefined, {}, { ...sold, activationId: null }, { ...sold, profiles: undefined }])(
    'the answer %o is no activation',
    async (answer) => {
      const { app } = connect({ activateItem: async () => answer });
      const unexpected = { kind: 'unknown', platformCode: 'unexpected_answer' };
      await expect(app.activateItem('item')).rejects.toMatchObject(unexpected);
    },
  );

  it('an installation says where it is, and whose progress it is not', async () => {
    const steps: AppProgress[] = [];
    const { id } = aProfile();
    const { app, emit, listeners } = connect({
      installProfile: async () => {
        emit('installationProgress', { profileId: 'another', step: 'resolving' });
        emit('installationProgress', { profileId: id, step: 'running', way: 'CARRIER' });
        emit('installationProgress', { profileId: id, step: 'resolving' });
        return { profile, way: 'CARRIER', isConfirmed: true };
      },
    });
    const onProgress = (progress: AppProgress) => void steps.push(progress);
    const installation = await app.installProfile({ id }, { onProgress });
    expect(installation).toEqual({ profile: aProfile(), way: 'carrier', isConfirmed: true });
    expect(steps).toEqual([
      { step: 'starting' },
      { step: 'running', way: 'carrier' },
      { step: 'resolving' },
      { step: 'finished', installation },
    ]);
    await vi.waitFor(() => expect(listeners.get('installationProgress')?.size).toBe(0));
  });

  it('one installation runs at a time', async () => {
    let end = () => {};
    const { app } = connect({
      installProfile: () =>
        new Promise((resolve) => {
          end = () => resolve({ profile, way: 'LINK', isConfirmed: false });
        }),
    });
    const first = app.installProfile(profile);
    await expect(app.installProfile(profile)).rejects.toMatchObject({ platformCode: 'BUSY' });
    end();
    expect(await first).toMatchObject({ way: 'link', isConfirmed: false });
  });

  it.each([
    [{ code: 'user_cancelled', message: 'No' }, 'user_cancelled', null],
    [{ code: 'rate_limited', message: 'No' }, 'network', 'rate_limited'],
    [{ code: 'profile_not_found', message: 'No' }, 'unknown', 'profile_not_found'],
    [{ code: 'unknown', userInfo: { platformCode: 'E1' } }, 'unknown', 'E1'],
    [{ code: 'limit_reached', data: { platformCode: 'E2' } }, 'limit_reached', 'E2'],
    [new Error('Broken'), 'unknown', null],
    [undefined, 'unknown', null],
  ])('the refusal %o is an error of the kind %s', async (reason, kind, platformCode) => {
    const steps: string[] = [];
    const { app } = connect({ installProfile: () => Promise.reject(reason) });
    const onProgress = ({ step }: AppProgress) => void steps.push(step);
    const error = await app.installProfile(profile, { onProgress }).catch((one) => one);
    expect(error).toMatchObject({ name: 'GigastoreAppError', kind, platformCode });
    expect(steps).toEqual(['starting', 'failed']);
  });
});

it('an app that was built without the module says so', async () => {
  const app = createNativeApp(reactNativeBridge({}, () => openPhone()));
  await expect(app.isEsimCapable()).rejects.toThrow('no native module Gigastore');
});
