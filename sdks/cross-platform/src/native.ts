import type { AppInstallWay, AppProgress, GigastoreApp, InstallTokenSource } from './app.ts';
import { fieldsOf, GigastoreAppError, messageOf, nativeErrorOf } from './errors.ts';
import { installTokenFrom } from './install-token.ts';
import { oneAtATime } from './installing.ts';
import { refuseOtherMode } from './key-mode.ts';
import { activationOf, profileOf, profilesOf } from './profile.ts';

/** What React Native and Capacitor have alike: calls with an object, and events. */
export type NativeBridge = {
  call(name: string, input: Record<string, unknown>): Promise<unknown>;
  /** Listens to an event. Returns what ends it. */
  on(event: string, listener: (detail: unknown) => void): () => void;
};

const WAYS: readonly AppInstallWay[] = ['simulated', 'carrier', 'system', 'link', 'codes'];

/** Returns the calls over the SDK of the phone. */
export function createNativeApp(bridge: NativeBridge): GigastoreApp {
  let source: InstallTokenSource | undefined;
  let isAnswering = false;
  let isLoaded = false;
  let userToken: string | null | undefined;
  const call = async (name: string, input: Record<string, unknown> = {}) => {
    try {
      return fieldsOf(await bridge.call(name, input));
    } catch (reason) {
      throw nativeErrorOf(reason);
    }
  };
  // The SDK asks for an install token when it opens a session, and waits for the answer.
  const answer = async (detail: unknown) => {
    const { requestId, userToken: user } = fieldsOf(detail);
    const answered = await installTokenFrom(source, typeof user === 'string' ? user : null).then(
      (token) => ({ token }),
      (reason: unknown) => ({ error: messageOf(reason) }),
    );
    // Nobody waits any more if this fails.
    await call('answerInstallToken', { requestId, ...answered }).catch(() => {});
  };

  return {
    async load({ sdkKey, testMode = false, storeUrl }) {
      refuseOtherMode(sdkKey, testMode);
      if (!isAnswering) bridge.on('installTokenNeeded', answer);
      isAnswering = true;
      await call('load', { sdkKey, testMode, storeUrl });
      isLoaded = true;
      if (userToken !== undefined) await call('setUserToken', { userToken });
      if (source) await call('useInstallTokens');
    },
    async setUserToken(given) {
      userToken = given;
      if (isLoaded) await call('setUserToken', { userToken });
    },
    setInstallTokenSource(given) {
      source = given;
      // A call that needs a session says what is wrong if this fails.
      if (isLoaded) call('useInstallTokens').catch(() => {});
    },
    isEsimCapable: async () => (await call('isEsimCapable')).isCapable === true,
    getProfile: async (uid) => profileOf((await call('getProfile', { uid })).profile),
    getAllProfiles: async () => profilesOf((await call('getAllProfiles')).profiles),
    activateItem: async (inventoryItemId, { metaTag = null } = {}) =>
      activationOf(await call('activateItem', { inventoryItemId, metaTag })),
    installProfile: oneAtATime(async ({ id: uid }, say) => {
      const stop = bridge.on('installationProgress', (detail) => {
        const progress = progressOf(detail, uid);
        if (progress) say(progress);
      });
      try {
        const { profile, way, isConfirmed } = await call('installProfile', { uid });
        return { profile: profileOf(profile), way: wayOf(way), isConfirmed: isConfirmed === true };
      } finally {
        stop();
      }
    }),
  };
}

function progressOf(detail: unknown, uid: string): AppProgress | undefined {
  const { profileId, step, way } = fieldsOf(detail);
  if (profileId !== uid) return undefined;
  if (step === 'resolving') return { step };
  return step === 'running' ? { step, way: wayOf(way) } : undefined;
}

function wayOf(value: unknown): AppInstallWay {
  const way = WAYS.find((one) => one === String(value).toLowerCase());
  if (way) return way;
  throw new GigastoreAppError('unknown', `The way "${value}" is not known.`, 'unexpected_answer');
}
