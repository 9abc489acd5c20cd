import { sql } from '../../src/platform/db/database.ts';
import { registerPageRoutes } from '../../src/surfaces/traveller-pages/index.ts';
import { createPageHosts } from '../../src/tenancy/branding/index.ts';
import { addCreditsAndItems, LINKS, loadPlans, registration, type Shop, sell } from './shop.ts';
import { type Answer, openSlice } from './slice.ts';

type Links = 'installationUrl' | 'qrCodeUrl' | 'appleUniversalLink' | 'androidUniversalLink';

/** The fields of a sale that tests of pages need. */
export type Bought = {
  esimProfile: Record<'uid' | 'iccid' | 'activationCode' | Links, string>;
  customer: { uid: string; profileUrl: string };
  activatedItem: { uid: string };
};

/** The public pages and a shop that sells what they show. Open it by `forThisFile`. */
export async function openPages() {
  const config = { publicUrl: 'http://shop.test' };
  const slice = await openSlice((app, parts) => {
    const pageHosts = createPageHosts(parts.db);
    registerPageRoutes(app, { ...parts, links: LINKS, config, pageHosts });
  });
  await loadPlans(slice.db);
  return {
    db: slice.db,
    app: slice.app,
    close: slice.close,
    newShop: async (): Promise<Shop> => addCreditsAndItems(slice.db, await slice.newAccount()),
    /** Opens an address that we handed out, as a browser does. */
    open(url: string, headers: Record<string, string> = {}): Promise<Answer> {
      const { pathname, search } = new URL(url, 'http://shop.test');
      return slice.app.inject({ url: pathname + search, headers });
    },
    /** Sets the state of an eSIM directly. */
    async setEsim(iccid: string, to: { state?: string; installs?: number }): Promise<void> {
      await slice.db.run(sql`
        update esim_profiles
        set state = coalesce(${to.state ?? null}, state),
          install_count = coalesce(${to.installs ?? null}, install_count)
        where iccid = ${iccid}`);
    },
  };
}

export async function buy(
  shop: Shop,
  over: Parameters<typeof registration>[1] = {},
): Promise<Bought> {
  return (await sell(shop, registration(shop, over))).sold;
}

/** The text of a page that a person reads. */
export function textOf(body: string): string {
  const text = body.slice(body.indexOf('<main>')).replace(/<[^>]+>/g, ' ');
  return text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).replace(/\s+/g, ' ');
}
