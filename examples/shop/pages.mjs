const STYLE = `body{font:16px/1.5 system-ui;max-width:42rem;margin:2rem auto;padding:0 1rem}
li{display:flex;gap:1rem;justify-content:space-between;padding:.5rem 0;border-top:1px solid #ddd}
ul{list-style:none;padding:0}.note{background:#fff3cd;padding:1rem}`;

export function offersPage({ country, countries, offers }) {
  const options = countries.map(({ code, name }) => {
    const selected = code === country ? ' selected' : '';
    return `<option value="${toHtml(code)}"${selected}>${toHtml(name)}</option>`;
  });
  const rows = offers.map(
    ({ id, name, price }) => `<li><label><input type="radio" name="item" required
      value="${toHtml(id)}"> ${toHtml(name)}</label> <b>${toHtml(price)}</b></li>`,
  );
  return page(
    'Data for your trip',
    `<form><label>Where to? <select name="country">${options.join('')}</select></label>
     <button>Show</button></form>
     <form method="post" action="/orders"><ul>${rows.join('')}</ul>
     <label>Your email address <input type="email" name="email" required></label>
     <button>Buy</button></form>`,
  );
}

export function paymentPage({ order, price }) {
  const form = button(`/orders/${order.id}/pay`, `Pay ${price}`);
  return page('Payment', `<p>${toHtml(order.name)}</p>${form}<p>This payment is pretended.</p>`);
}

export function orderPage({ order, left, isRefundable }) {
  if (order.state === 'refunded') return page('Refunded', '<p>Your money is on its way back.</p>');
  if (order.state === 'open') return page('Not paid', `<a href="/orders/${order.id}/pay">Pay</a>`);
  if (order.state === 'paid') return page('One moment', '<p>Your eSIM is being made.</p>');
  const { qrCodeUrl, installationUrl } = order.esim ?? {};
  const note = order.isLow
    ? '<p class="note" role="alert">Little data is left. Top up now?</p>'
    : '';
  const refund = isRefundable ? button(`/orders/${order.id}/refund`, 'Refund') : '';
  return page(
    'Your eSIM',
    `${note}<p>${toHtml(order.name)}: <b id="left">${toHtml(left)}</b> left</p>
     <p><img src="${toHtml(qrCodeUrl)}" alt="QR code of your eSIM" width="240"></p>
     <p><a href="${toHtml(installationUrl)}">Install it on this phone</a></p>
     ${button(`/orders/${order.id}/top-up`, 'Top up')} ${refund}`,
  );
}

export function errorPage(message) {
  return page('Sorry', `<p role="alert">${toHtml(message)}</p><a href="/">Back</a>`);
}

function button(action, label) {
  return `<form method="post" action="${action}"><button>${toHtml(label)}</button></form>`;
}

function page(title, body) {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>${STYLE}</style><h1>${title}</h1>${body}`;
}

function toHtml(value) {
  return String(value ?? '').replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);
}
