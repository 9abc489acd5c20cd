import type { Kind } from './kind.ts';
import {
  newCountrySet,
  newDataPlan,
  newPlanForSale,
  newPriceList,
  newPricingRule,
} from './platform.ts';

export const inventoryItem: Kind = {
  missing: 'inventory_item_not_found',
  isOwned: true,
  make: async ({ items }) => items.worldwide,
};

export const countrySet: Kind = {
  missing: 'country_set_not_found',
  isOwned: false,
  make: async () => 'EU',
};

export const country: Kind = {
  missing: 'country_not_found',
  isOwned: false,
  make: async () => 'at',
};

export const priceList: Kind = {
  missing: 'price_list_not_found',
  isOwned: false,
  make: newPriceList,
};

export const dataPlan: Kind = { missing: 'data_plan_not_found', isOwned: false, make: newDataPlan };

export const planForSale: Kind = {
  missing: 'data_plan_not_found',
  isOwned: false,
  make: newPlanForSale,
};

export const pricingRule: Kind = {
  missing: 'pricing_rule_not_found',
  isOwned: true,
  make: newPricingRule,
};

export const operatorCountrySet: Kind = {
  missing: 'country_set_not_found',
  isOwned: false,
  make: newCountrySet,
};

export const saleBatch: Kind = {
  missing: 'batch_not_found',
  isOwned: true,
  make: async (reseller) => {
    const body = { lines: [{ inventoryItemId: reseller.items.worldwide }] };
    const answer = await reseller.call('POST', '/gigastore/activations/batches', { body });
    return answer.json().id;
  },
};
