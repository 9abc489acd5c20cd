// Fills a store in sandbox mode with what a small company would have after some weeks.
const PEOPLE = [
  'o.varga',
  'i.moreau',
  'p.anselm',
  's.keller',
  'r.dahl',
  'e.tanaka.mills',
  'j.novakova',
  'c.abara',
  'f.lindqvist-hale',
  't.reyes',
  'm.osei',
  'k.brandt',
  'd.petrov',
  'l.haugen',
  'a.castel',
  'v.sorel',
  'b.nyman',
  'g.adeyo',
  'y.marin',
  'w.thorne',
  'q.ellery',
  'u.bosch',
];
const MB = 1024 * 1024;

/** Calls the API with the demonstration's key. */
async function openClient(base) {
  const basic = `Basic ${Buffer.from('demo-client:demo-secret').toString('base64')}`;
  const login = await fetch(`${base}/reseller/authenticate`, {
    method: 'POST',
    headers: { Authorization: basic },
  });
  const { accessToken } = await login.json();
  return async function call(method, path, body) {
    const answer = await fetch(base + path, {
      method,
      headers: {
        Authorization: `Bearer ${accessToken}`,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
}

const price = (priceValue) => ({ priceValue, currencyCode: 'USD' });

/** Sells, installs, travels, uses, refunds and asks, over `days` days of the account's clock. */
export async function fill(base, { days = 12, sales = 44 } = {}) {
  const call = await openClient(base);
  await call('POST', '/gigastore/sandbox/credits', { amount: price(2500) });
  const { items } = await call('GET', '/gigastore/products/inventory?active=true&sort_by=PRICE');
  const wanted = ['TR', 'JP', 'EU', 'AE', 'WWW', 'GR', 'IT', 'TH', 'CH', 'VN', 'PT', 'ES'];
  const pool = wanted.flatMap((set) =>
    items.filter(({ countrySet }) => countrySet === set).slice(1, 4),
  );
  const offered = pool.length > 0 ? pool : items.slice(0, 12);
  const sold = [];
  for (let day = 0; day < days; day += 1) {
    for (let nth = 0; nth < Math.ceil(sales / days) && sold.length < sales; nth += 1) {
      const at = sold.length;
      const item = offered[(at * 7) % offered.length];
      const email = `${PEOPLE[at % PEOPLE.length]}@example.com`;
      const sale = await call('POST', '/gigastore/activations/register', {
        inventoryItemId: item.id,
        customerEmail: email,
        metatag: `WEB-${20400 + at}`,
        activationMode: 'FIRST_USE',
      });
      sold.push({ ...sale, item });
      await live(call, sale, item, at);
    }
    if (day < days - 1) await call('POST', '/gigastore/sandbox/clock', { advance: 'P1D' });
  }
  for (const index of [3, 11, 19]) {
    const uid = sold[index]?.activatedItem.uid;
    if (uid && index % 4 === 3) {
      await call('POST', `/gigastore/activations/activated-items/${uid}/refund`, {
        reason: 'Bought by mistake',
      }).catch(() => undefined);
    }
  }
  const ticket = await call('POST', '/gigastore/tickets', {
    subject: 'eSIM finds no network in Bodrum',
    text: 'The traveller has tried both networks. The phone is a Pixel 8.',
    activatedItemUid: sold[1].activatedItem.uid,
  });
  await call('POST', '/gigastore/tickets', {
    subject: 'Refund of a package from stock',
    text: 'Please refund this package; the traveller never left.',
    activatedItemUid: sold[2].activatedItem.uid,
  });
  sold[0].ticketId = ticket.id;
  await installInApps(base, call, sold);
  return sold;
}

/** Three of four are installed and used, each a little differently. */
async function live(call, { esimProfile, activatedItem }, item, at) {
  if (at % 4 === 3 || !esimProfile) return;
  const esim = `/gigastore/sandbox/esims/${esimProfile.iccid}`;
  const country = item.includedCountries[at % item.includedCountries.length];
  await call('POST', `${esim}/install`, {});
  await call('POST', `${esim}/attach`, { country });
  const bytes = activatedItem.balance.availableBytes;
  const share = at % 5 === 0 ? 1 : (at % 7) / 8;
  await call('POST', `${esim}/use`, { bytes: Math.max(MB, Math.floor(bytes * share)) });
}

const APPS = [
  {
    platform: 'ios',
    name: 'Travel for iPhone',
    bundleId: 'com.example.travel',
    teamId: 'A1B2C3D4E5',
  },
  {
    platform: 'android',
    name: 'Travel for Android',
    packageName: 'com.example.travel',
    certificateSha256: ['5F'.repeat(32)],
  },
];
const PHONES = [
  { app: 0, model: 'iPhone 16', systemVersion: '18.5' },
  { app: 1, model: 'Pixel 9', systemVersion: '16' },
  { app: 1, model: 'SM-S921B', systemVersion: '15' },
];
const MOST_INSTALLED = 16;

/** Registers two apps, and lets phones report how installations in them went. */
async function installInApps(base, call, sold) {
  const keys = [];
  for (const app of APPS) {
    const { id: appId } = await call('POST', '/gigastore/sdk/apps', app);
    keys.push((await call('POST', '/gigastore/sdk/keys', { appId })).key);
  }
  for (const [at, { customer }] of sold.slice(0, MOST_INSTALLED).entries()) {
    const phone = PHONES[at % PHONES.length];
    const customerUid = customer.uid;
    const { token } = await call('POST', '/gigastore/sdk/install-tokens', { customerUid });
    const { app, ...device } = phone;
    const body = { installToken: token, installationId: crypto.randomUUID(), ...device };
    const { sessionToken } = await askSdk(base, keys[app], 'sessions', body);
    const { items } = await askSdk(base, sessionToken, 'profiles');
    for (const outcome of outcomesOf(at)) {
      const path = `profiles/${items[0].id}/installation-events`;
      const event = { id: crypto.randomUUID(), outcome };
      await askSdk(base, sessionToken, path, event);
    }
  }
}

/** Three of four are installed already; a further success changes nothing. */
function outcomesOf(at) {
  if (at % 4 !== 3) return ['started', 'succeeded'];
  return ['started', at % 8 === 3 ? 'failed' : 'cancelled'];
}

async function askSdk(base, bearer, path, body) {
  const answer = await fetch(`${base}/sdk/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

if (process.argv[1]?.endsWith('fill.mjs')) {
  const sold = await fill(process.argv[2] ?? 'http://127.0.0.1:3000');
  console.log(`${sold.length} packages sold`);
}
