// A shop that sells travel data with Gigastore. Read it from top to bottom: it takes five minutes.
// Run it against `npm start` with `npm run shop`, and open http://127.0.0.1:4242.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { formatBytes, formatPrice, Gigastore } from 'gigastore';
import { expressWebhook } from 'gigastore/webhooks';
import { openOrders } from './orders.mjs';
import { errorPage, offersPage, orderPage, paymentPage } from './pages.mjs';

const { GIGASTORE_URL, GIGASTORE_CLIENT_ID, GIGASTORE_CLIENT_SECRET } = process.env;
const { SHOP_PORT = '4242', SHOP_FILE = '.gigastore-shop.json' } = process.env;

const store = new Gigastore({
  baseUrl: GIGASTORE_URL || 'http://127.0.0.1:3000',
  clientId: GIGASTORE_CLIENT_ID || 'demo-client',
  clientSecret: GIGASTORE_CLIENT_SECRET || 'demo-secret',
});
const orders = openOrders(SHOP_FILE);

// 1. Offers: what works in a country.
async function showOffers({ query }) {
  const country = query.get('country') || 'AT';
  const [{ items }, [worldwide]] = await Promise.all([
    store.inventory.list({ country, active: true, sort_by: 'RETAILPRICE' }),
    store.esims.listCountrySets(),
  ]);
  const offers = items.map(({ id, name, retailPrices: [price] }) => ({
    ...{ id, name },
    price: formatPrice(price),
  }));
  return offersPage({ country, countries: worldwide.countries, offers });
}

// 2. An order is written down before anything is paid.
async function createOrder({ form }) {
  if (!form.get('item')) return { redirect: '/' };
  const item = await store.inventory.getItem(form.get('item'));
  const order = orders.create({
    itemId: item.id,
    name: item.name,
    price: item.retailPrices[0],
    email: form.get('email'),
  });
  return { redirect: `/orders/${order.id}/pay` };
}

// 3. A pretended payment. A real one would redirect to your payment provider.
async function pay({ order }) {
  if (order.state === 'open') orders.update(order.id, { state: 'paid' });
  await deliver(order.id);
  return { redirect: `/orders/${order.id}` };
}

// 4. The sale. The key is the order: however often this runs, the order is sold once. If the shop dies
// here, it sells the orders that are paid when it starts again.
async function deliver(id) {
  const { state, itemId, price, email } = orders.get(id);
  if (state !== 'paid') return;
  const sale = await store.customers.register(
    { inventoryItemId: itemId, customerEmail: email, metatag: id, expectedPrice: price },
    { idempotencyKey: `shop-${id}` },
  );
  orders.update(id, {
    state: 'delivered',
    packageUid: sale.activatedItem.uid,
    customerUid: sale.customer.uid,
    esim: sale.esimProfile,
  });
}

// 5. The traveller's page: the QR code, what is left, a top-up, a refund.
async function showOrder({ order }) {
  if (order.state !== 'delivered') return orderPage({ order });
  const { totalAvailableBalance, activatedItems } = await store.customers.get(order.customerUid);
  const left = activatedItems.reduce((sum, { state, balance }) => {
    return ['ACTIVE', 'WAITING'].includes(state) ? sum + balance.availableBytes : sum;
  }, 0);
  const first = activatedItems.find(({ uid }) => uid === order.packageUid);
  const isRefundable = first?.refundable === true;
  return orderPage({ order, left: formatBytes(left), isRefundable, totalAvailableBalance });
}

async function topUp({ order }) {
  // Each press of the button is one top-up: its number is part of the key.
  const number = order.topUps + 1;
  await store.customers.topUp(
    { inventoryItemId: order.itemId, customerUid: order.customerUid, metatag: order.id },
    { idempotencyKey: `shop-${order.id}-top-up-${number}` },
  );
  orders.update(order.id, { topUps: number, isLow: false });
  return { redirect: `/orders/${order.id}` };
}

async function refund({ order }) {
  await store.packages.refund(order.packageUid, { reason: 'asked for in the shop' });
  orders.update(order.id, { state: 'refunded' });
  return { redirect: `/orders/${order.id}` };
}

// 6. Webhooks: when little data is left, the traveller's page offers a top-up.
async function receiveWebhooks(address) {
  const known = orders.webhook();
  if (known) return known;
  const { event, secret } = await store.webhooks.create({
    url: `${address}/hooks`,
    events: ['balance.low'],
    description: 'Example shop',
  });
  return orders.keepWebhook({ event, secret });
}

function noteLowBalance({ data: { iccid } }) {
  const order = orders.all().find(({ esim }) => esim?.iccid === iccid);
  if (order) orders.update(order.id, { isLow: true });
}

// The rest is an ordinary HTTP server.
const routes = {
  'GET /': showOffers,
  'POST /orders': createOrder,
  'GET /orders/:id': showOrder,
  'GET /orders/:id/pay': ({ order }) => paymentPage({ order, price: formatPrice(order.price) }),
  'POST /orders/:id/pay': pay,
  'POST /orders/:id/top-up': topUp,
  'POST /orders/:id/refund': refund,
};

async function answer(request, response) {
  const url = new URL(request.url, 'http://shop.test');
  const [, id] = /^\/orders\/([\w-]+)/.exec(url.pathname) ?? [];
  const route = routes[`${request.method} ${id ? url.pathname.replace(id, ':id') : url.pathname}`];
  const order = id && orders.get(id);
  if (!route || (id && !order)) return send(response, 404, errorPage('This page does not exist.'));
  try {
    const form = request.method === 'POST' ? new URLSearchParams(await text(request)) : undefined;
    const page = await route({ order, form, query: url.searchParams });
    if (page.redirect) return response.writeHead(303, { location: page.redirect }).end();
    send(response, 200, page);
  } catch (error) {
    if (!error.problem) console.error(error);
    const message = error.problem?.detail ?? 'Please try again.';
    // What the store refuses is wrong with the order; all else is wrong with the shop or the store.
    send(response, error.status >= 400 && error.status < 500 ? 400 : 502, errorPage(message));
  }
}

function send(response, status, html) {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html);
}

const server = createServer((request, response) => {
  if (request.url === '/hooks') return takeWebhook(request, response);
  return answer(request, response);
});
server.on('error', ({ code, message }) => {
  const isTaken = code === 'EADDRINUSE';
  console.error(isTaken ? `Port ${SHOP_PORT} is in use: set SHOP_PORT to another one.` : message);
  process.exitCode = 1;
});
let takeWebhook = (_, response) => response.writeHead(503).end();
server.listen(Number(SHOP_PORT), '127.0.0.1', async () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const { secret } = await receiveWebhooks(address);
  takeWebhook = expressWebhook({ secret, on: { 'balance.low': noteLowBalance } });
  for (const { id } of orders.all()) await deliver(id);
  console.log(`The shop is open: ${address}`);
});
