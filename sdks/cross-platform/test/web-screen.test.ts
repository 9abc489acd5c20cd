import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EsimProfile, LoadOptions } from '../src/app.ts';
import { createReportBox } from '../src/web/reports.ts';
import { dialogHtml, type ShowScreen, screenOf } from '../src/web/screen.ts';
import { storageOfPage } from '../src/web/storage.ts';
import { createWebApp, type WebOptions } from '../src/web/web-app.ts';
import { ENGLISH } from '../src/web/words.ts';
import { memoryStorage } from './support/memory-storage.ts';
import { aProfile } from './support/profile.ts';

const IPHONE = { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)' };
const COMPUTER = { userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)' };
const LIVE: LoadOptions = { sdkKey: 'pk_live_1', storeUrl: 'https://store.example/' };

/** A page whose store of a live account is a double. */
async function openPage(more: WebOptions = {}, profile: Partial<EsimProfile> = {}) {
  const sent: { path: string; outcome?: string }[] = [];
  const store: typeof fetch = async (address, { body } = {}) => {
    const { pathname } = new URL(String(address));
    const given = JSON.parse(String(body ?? '{}'));
    sent.push({ path: pathname, outcome: given.outcome });
    if (pathname.endsWith('/sessions')) {
      return Response.json({ sessionToken: 'session', testMode: false });
    }
    return Response.json(given.outcome ? given : { ...aProfile(), ...profile });
  };
  const storage = memoryStorage();
  const app = createWebApp({ storage, navigator: IPHONE, fetch: store, ...more });
  app.setInstallTokenSource(async () => 'token');
  await app.load(LIVE);
  const outcomes = () => sent.flatMap(({ outcome }) => outcome ?? []);
  return { app, outcomes, sent };
}

it('a page activates no items, and says so', async () => {
  const { app, sent } = await openPage();
  const refused = { kind: 'unknown', platformCode: 'not_in_a_browser' };
  await expect(app.activateItem('item')).rejects.toMatchObject(refused);
  expect(sent).toEqual([]);
});

describe('a person who installs an eSIM from a page', () => {
  it.each(['link', 'codes'] as const)('by %s waits for the carrier', async (way) => {
    const show = vi.fn<ShowScreen>(async () => way);
    const { app, outcomes } = await openPage({ show });
    const installation = await app.installProfile(aProfile());
    expect(installation).toEqual({ profile: aProfile(), way, isConfirmed: false });
    expect(outcomes()).toEqual(['started']);
    expect(show.mock.calls[0]?.[0]).toMatchObject({
      ways: ['link', 'codes', 'qr'],
      link: expect.stringContaining('https://esimsetup.apple.com/'),
      qrCode: expect.stringContaining('<svg'),
    });
  });

  it('may close the screen, and install later', async () => {
    let way: 'codes' | null = null;
    const { app, outcomes } = await openPage({ show: async () => way });
    await expect(app.installProfile(aProfile())).rejects.toMatchObject({ kind: 'user_cancelled' });
    way = 'codes';
    await app.installProfile(aProfile());
    expect(outcomes()).toEqual(['started', 'cancelled', 'started']);
  });

  it.each<[Partial<EsimProfile>, string]>([
    [{ state: 'INSTALLED' }, 'already_installed'],
    [{ state: 'DISABLED' }, 'already_installed'],
    [{ installCount: 5 }, 'limit_reached'],
  ])('is told of %o that it is %s, and nothing is reported', async (profile, kind) => {
    const { app, outcomes } = await openPage({ show: async () => 'link' }, profile);
    await expect(app.installProfile(aProfile())).rejects.toMatchObject({ kind });
    expect(outcomes()).toEqual([]);
  });
});

describe('the calls of a page', () => {
  it.each([
    [IPHONE, true],
    [COMPUTER, false],
    [{ userAgent: 'Mozilla/5.0 (Linux; Android 14; Pixel 8)' }, null],
  ])('say of %o that it takes eSIMs: %s', async (navigator, isCapable) => {
    expect(await createWebApp({ navigator }).isEsimCapable()).toBe(isCapable);
  });

  it('need a key of the mode, and a source of install tokens', async () => {
    const app = createWebApp({ storage: memoryStorage() });
    const wrong = app.load({ ...LIVE, testMode: true });
    await expect(wrong).rejects.toMatchObject({ kind: 'unauthorised', platformCode: 'wrong_mode' });
    await expect(app.getAllProfiles()).rejects.toMatchObject({ platformCode: 'not_loaded' });
    await app.load(LIVE);
    const missing = { name: 'GigastoreAppError', kind: 'unauthorised' };
    await expect(app.getAllProfiles()).rejects.toMatchObject(missing);
    app.setInstallTokenSource(() => Promise.reject(new Error('Nobody is signed in.')));
    const failed = {
      ...missing,
      platformCode: 'no_install_token',
      message: 'Nobody is signed in.',
    };
    await expect(app.getAllProfiles()).rejects.toMatchObject(failed);
  });

  it('say that a network wants a sign-in when its page answers', async () => {
    const portal: typeof fetch = async () => new Response('<html>Welcome</html>');
    const { app } = await openPage({ fetch: portal, pausesMs: [] });
    await expect(app.getAllProfiles()).rejects.toMatchObject({ kind: 'network' });
  });

  it('do not give one user what was asked for another', async () => {
    const answers: ((token: string) => void)[] = [];
    const { app, sent } = await openPage();
    app.setInstallTokenSource(() => new Promise((resolve) => answers.push(resolve)));
    const first = app.getProfile('one');
    await app.setUserToken('bob');
    for (const answer of answers) answer('token of nobody');
    await expect(first).rejects.toMatchObject({ kind: 'unauthorised' });
    expect(sent.map(({ path }) => path)).toEqual(['/sdk/v1/sessions']);
  });
});

describe('reports that wait', () => {
  const of = { storeUrl: 'https://store.example', token: 'old', profileId: 'one' };
  const attempt = { storeUrl: of.storeUrl, presentToken: 'new' };
  const refusal = { status: 401, body: { code: 'token_expired' } };
  const open = (now = Date.now) => {
    const storage = memoryStorage();
    const box = createReportBox(storage, now);
    return { box, left: () => JSON.parse(storage.getItem('gigastore.reports') ?? '[]').length };
  };

  it('go with the present session once theirs has ended', async () => {
    const { box, left } = open();
    box.keep(of, 'started');
    const tokens: string[] = [];
    const ask = async (_: unknown, token: string) => {
      tokens.push(token);
      return token === 'new' ? { status: 200, body: { id: '1' } } : refusal;
    };
    await box.send({ ...attempt, ask });
    expect([tokens, left()]).toEqual([['old', 'new'], 0]);
  });

  it('stay if the present session is of another user', async () => {
    const { box, left } = open();
    box.keep(of, 'started');
    const missing = { status: 404, body: { code: 'esim_profile_not_found' } };
    await box.send({ ...attempt, ask: async (_, token) => (token === 'new' ? missing : refusal) });
    expect(left()).toBe(1);
  });

  it('stay for their own store, and for 30 days', async () => {
    let time = Date.now();
    const { box, left } = open(() => time);
    box.keep(of, 'started');
    const ask = vi.fn(async () => refusal);
    await box.send({ ...attempt, storeUrl: 'https://other.example', ask });
    expect([left(), ask.mock.calls.length]).toEqual([1, 0]);
    time += 31 * 86_400_000;
    await box.send({ ...attempt, ask });
    expect([left(), ask.mock.calls.length]).toEqual([0, 0]);
  });
});

describe('the screen', () => {
  it('has the ways of the device, the best one first, and no HTML of others', () => {
    const words = { ...ENGLISH, title: '<b>Install</b> "now" & here' };
    const profile = { ...aProfile(), confirmationCode: '<script>' };
    const html = dialogHtml(screenOf(profile, IPHONE, words), words);
    const places = ['data-way="link"', '<dl>', '<svg'].map((part) => html.indexOf(part));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(html).toContain('&lt;b&gt;Install&lt;/b&gt; &quot;now&quot; &amp; here');
    expect(html).not.toContain('<script>');
    const onComputer = dialogHtml(screenOf(profile, COMPUTER, words), words);
    expect(onComputer).not.toContain('data-way');
    expect(onComputer.indexOf('<svg')).toBeLessThan(onComputer.indexOf('<dl>'));
  });

  it('is refused for a text that is no activation code', () => {
    const profile = { ...aProfile(), activationCode: 'none' };
    const error = expect.objectContaining({ platformCode: 'invalid_profile' });
    expect(() => screenOf(profile, IPHONE, ENGLISH)).toThrow(error);
  });
});

describe('the storage of a page', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('lasts as long as the page where the browser refuses to store', () => {
    const refuse = () => {
      throw new Error('Private window');
    };
    vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
    const storage = storageOfPage();
    storage.setItem('key', 'value');
    expect(storage.getItem('key')).toBe('value');
    expect(storage.getItem('other')).toBeNull();
  });

  it('is that of the browser otherwise', () => {
    vi.stubGlobal('localStorage', memoryStorage());
    storageOfPage().setItem('key', 'value');
    expect(storageOfPage().getItem('key')).toBe('value');
  });
});
