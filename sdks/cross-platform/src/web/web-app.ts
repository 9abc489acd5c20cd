import { deviceOf, type NavigatorLike } from 'gigastore/install';
import type { EsimProfile, GigastoreApp, InstallTokenSource, LoadOptions } from '../app.ts';
import { fieldsOf, GigastoreAppError } from '../errors.ts';
import { oneAtATime } from '../installing.ts';
import { refuseOtherMode } from '../key-mode.ts';
import { profileOf, profilesOf } from '../profile.ts';
import { createReportBox, type Outcome } from './reports.ts';
import { type ShowScreen, screenOf, showDialog } from './screen.ts';
import { createSession, type Session } from './session.ts';
import { type KeyedStorage, storageOfPage } from './storage.ts';
import { askStore, type StoreConnection } from './store-connection.ts';
import { ENGLISH, type ScreenWords } from './words.ts';

export type WebOptions = {
  /** The words of the screen with link, QR code and codes, to translate them. */
  words?: ScreenWords;
  /** Another screen than our dialog. */
  show?: ShowScreen;
  navigator?: NavigatorLike;
  storage?: KeyedStorage;
  fetch?: typeof fetch;
  now?: () => number;
  /** The pauses before a call is repeated, and the time for each. */
  pausesMs?: readonly number[];
  timeoutMs?: number;
};
type Loaded = { connection: StoreConnection; session: Session; testMode: boolean };
const ON_DEVICE: readonly string[] = ['INSTALLED', 'DISABLED'];

/** Returns the calls for a browser, which cannot install an eSIM itself: a person does. */
export function createWebApp(options: WebOptions = {}): GigastoreApp {
  const { storage = storageOfPage(), now = Date.now, words = ENGLISH } = options;
  const { show = (screen) => showDialog(screen, words) } = options;
  const box = createReportBox(storage, now);
  const navigatorOfPage = () => options.navigator ?? navigator;
  let source: InstallTokenSource | undefined;
  let userToken: string | null = null;
  let loaded: Loaded | undefined;

  function load({ sdkKey, testMode = false, storeUrl }: LoadOptions): Loaded {
    refuseOtherMode(sdkKey, testMode);
    const { pausesMs = [300, 1_200], timeoutMs = 15_000 } = options;
    const ask: typeof fetch = options.fetch ?? ((...call) => globalThis.fetch(...call));
    const connection = { storeUrl, fetch: ask, pausesMs, timeoutMs };
    const of = { connection, storage, sdkKey, testMode, userToken, source: () => source };
    return { connection, testMode, session: createSession(of) };
  }
  function current(): Loaded {
    if (loaded) return loaded;
    throw new GigastoreAppError('unknown', 'Call load first.', 'not_loaded');
  }
  function sendReports({ connection, session }: Loaded): Promise<void> {
    return box.send({
      storeUrl: connection.storeUrl,
      presentToken: session.present(),
      ask: ({ profileId, event }, bearer) => {
        const path = `/profiles/${encodeURIComponent(profileId)}/installation-events`;
        return askStore(connection, { method: 'POST', path, bearer, body: event });
      },
    });
  }
  async function getProfile(uid: string): Promise<EsimProfile> {
    return profileOf(await current().session.call(`/profiles/${encodeURIComponent(uid)}`));
  }

  return {
    async load(given) {
      loaded = load(given);
      await sendReports(loaded);
    },
    async setUserToken(given) {
      userToken = given;
      loaded?.session.setUser(given);
    },
    setInstallTokenSource(given) {
      source = given;
    },
    async isEsimCapable() {
      const { takesEsims } = deviceOf(navigatorOfPage());
      return takesEsims === 'unknown' ? null : takesEsims === 'likely';
    },
    getProfile,
    async getAllProfiles() {
      return profilesOf(fieldsOf(await current().session.call('/profiles')).items);
    },
    async activateItem() {
      const message = 'A browser cannot activate items. Sell from your server or in an app.';
      throw new GigastoreAppError('unknown', message, 'not_in_a_browser');
    },
    installProfile: oneAtATime(async ({ id }, say) => {
      const made = current();
      const profile = await getProfile(id);
      refuseInstalled(profile);
      const token = await made.session.open();
      const report = async (outcome: Outcome) => {
        const { storeUrl } = made.connection;
        box.keep({ storeUrl, token, profileId: profile.id }, outcome);
        await sendReports(made);
      };
      if (made.testMode) {
        await report('started');
        say({ step: 'running', way: 'simulated' });
        await report('succeeded');
        return { profile: await getProfile(id), way: 'simulated', isConfirmed: true };
      }
      const screen = screenOf(profile, navigatorOfPage(), words);
      await report('started');
      say({ step: 'running', way: screen.link === null ? 'codes' : 'link' });
      const way = await show(screen);
      if (way === null) {
        await report('cancelled');
        throw new GigastoreAppError('user_cancelled', 'The installation was cancelled.');
      }
      const now = await getProfile(id).catch(() => profile);
      return { profile: now, way, isConfirmed: false };
    }),
  };
}

function refuseInstalled({ state, installCount, installLimit }: EsimProfile): void {
  if (ON_DEVICE.includes(state)) {
    throw new GigastoreAppError('already_installed', 'This eSIM is already installed.');
  }
  if (installCount >= installLimit) {
    throw new GigastoreAppError('limit_reached', 'This eSIM cannot be installed again.');
  }
}
