import { Type } from 'typebox';
import { anEsimProfile, EsimProfileSchema } from '../../connectivity/esims/index.ts';
import { answer, Id, Size } from '../../platform/http/schemas.ts';
import { ActivatedItemSchema, anActivatedItem } from '../activations/index.ts';
import { aCustomer, CustomerSchema } from '../customers/index.ts';

const total = {
  totalAvailableBalance: Size,
  totalAvailableBytes: Type.Integer({ description: 'Exact; `totalAvailableBalance` is rounded.' }),
};
const aTotal = {
  totalAvailableBalance: { sizeValue: 0.05, sizeUnit: 'GB' },
  totalAvailableBytes: 52_428_800,
};

/** A customer with everything it holds (contract section 3). */
export const CustomerEntrySchema = answer('CustomerEntry', {
  customer: CustomerSchema,
  ...total,
  activatedItems: Type.Array(ActivatedItemSchema, { description: 'Oldest first.' }),
  relatedEsims: Type.Array(EsimProfileSchema, { description: 'Oldest first.' }),
});
export const aCustomerEntry = {
  customer: aCustomer,
  ...aTotal,
  activatedItems: [anActivatedItem],
  relatedEsims: [anEsimProfile],
};

export const CustomerPageSchema = answer('CustomerPage', {
  customers: Type.Array(CustomerEntrySchema, { description: 'Newest customer first.' }),
  pageIndex: Type.Integer(),
  pageSize: Type.Integer(),
  totalCount: Type.Integer(),
  totalCountIsExact: Type.Boolean({
    description:
      'False for a search that finds more than 10,000: `totalCount` is then at least as many, ' +
      'and stays ahead of the page until the last one.',
  }),
});
export const aCustomerPage = {
  customers: [aCustomerEntry],
  pageIndex: 0,
  pageSize: 50,
  totalCount: 1,
  totalCountIsExact: true,
};

export const ProfileDomainsSchema = answer('ProfileDomains', {
  profileDomains: Type.Array(
    answer('ProfileDomain', {
      id: Id,
      dedicated: Type.Boolean({ description: 'Shares no data with the other domains.' }),
      ...total,
      esimProfiles: Type.Array(EsimProfileSchema),
      activatedItems: Type.Array(ActivatedItemSchema),
    }),
    { description: 'Oldest first: top-ups join the first one.' },
  ),
});
export const someProfileDomains = {
  profileDomains: [
    {
      id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
      dedicated: false,
      ...aTotal,
      esimProfiles: [anEsimProfile],
      activatedItems: [anActivatedItem],
    },
  ],
};
