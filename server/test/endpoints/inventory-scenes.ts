import { apart, ask, askWith, type Scenes } from './stage.ts';

/** Reasons to refuse a change of the inventory or its prices. */
export const INVENTORY_SCENES: Scenes = {
  price_below_cost: (stage) =>
    askWith(stage, {
      retailPrice: { priceValue: 0.01, currencyCode: 'USD' },
      csv: `id,retailPrice\n${stage.reseller.items.worldwide},0.01`,
      confirmBelowCost: undefined,
    }),
  prepaid_units_left: async (stage) => {
    const own = await apart(stage);
    const { call, items } = own.reseller;
    const path = `/gigastore/products/inventory/${items.worldwide}/stock`;
    await call('POST', path, { body: { units: 1 } });
    return ask(own, { params: { id: items.worldwide } });
  },
};
