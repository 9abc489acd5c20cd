import { describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';

const store = await forThisFile(openStore());
await loadPlans(store.db);
const reseller = await openReseller(store);

describe('a suspended eSIM', () => {
  it('leaves the network, cannot attach, and can again once it is resumed', async () => {
    const { call } = reseller;
    const { iccid } = await reseller.sell();
    const device = `/gigastore/sandbox/esims/${iccid}`;
    const attach = () => call('POST', `${device}/attach`, { body: { country: 'AT' } });
    await call('POST', `${device}/install`);
    expect((await attach()).statusCode).toBe(200);

    const suspended = (await call('POST', `/gigastore/esim/${iccid}/suspend`)).json();
    expect(suspended).toMatchObject({ state: 'INSTALLED', active: true });
    expect(suspended.suspendedAt).not.toBe(null);
    const status = await call('GET', `/gigastore/esim/${iccid}/status/connectivity`);
    expect(status.json().sessionsOpen).toBe(0);
    expect((await attach()).json()).toMatchObject({
      code: 'invalid_state',
      detail: 'This eSIM is suspended.',
    });

    const resumed = (await call('POST', `/gigastore/esim/${iccid}/resume`)).json();
    expect(resumed.suspendedAt).toBe(null);
    expect((await attach()).statusCode).toBe(200);
  });
});
