import { Type } from 'typebox';
import { anEsimProfile, EsimProfileSchema } from '../../connectivity/esims/index.ts';
import { answer, described, Id, Size } from '../../platform/http/schemas.ts';
import { ActivatedItemSchema, anActivatedItem } from '../activations/index.ts';
import { aCustomer, CustomerSchema } from '../customers/index.ts';

const total = {
  totalAvailableBalance: Size,
  totalAvailableBytes: Type.Integer({
    description: 'The data left in bytes; `totalAvailableBalance` is rounded.',
  }),
};
const aTotal = {
  totalAvailableBalance: { sizeValue: 0.05, sizeUnit: 'GB' },
  totalAvailableBytes: 52_428_800,
};

/** A customer with its packages and eSIMs (`docs/api-compatibility.md`). */
export const CustomerEntrySchema = answer('CustomerEntry', {
  customer: described(CustomerSchema, 'The customer.'),
  ...total,
  activatedItemCount: Type.Integer({ description: 'The number of packages of the customer.' }),
  activatedItems: Type.Array(ActivatedItemSchema, {
    description:
      'Oldest first. Lists and searches return the newest 50 of each customer; retrieve the ' +
      'customer for all of them.',
  }),
  relatedEsims: Type.Array(EsimProfileSchema, { description: 'Oldest first.' }),
});
export const aCustomerEntry = {
  customer: aCustomer,
  ...aTotal,
  activatedItemCount: 1,
  activatedItems: [anActivatedItem],
  relatedEsims: [anEsimProfile],
};

export const CustomerPageSchema = answer('CustomerPage', {
  customers: Type.Array(CustomerEntrySchema, { description: 'Newest customer first.' }),
  pageIndex: Type.Integer({ description: 'The index of this page, from 0.' }),
  pageSize: Type.Integer({ description: 'The number of entries in a full page.' }),
  totalCount: Type.Integer({ description: 'The number of entries on all pages.' }),
  totalCountIsExact: Type.Boolean({
    description:
      '`false` for a search that finds more than 10,000 customers. `totalCount` is then a lower ' +
      'bound that exceeds the current page until the last one.',
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
      id: described(Id, 'The ID of the profile domain.'),
      dedicated: Type.Boolean({
        description: 'Whether it was opened for one eSIM, which shares no data.',
      }),
      ...total,
      esimProfiles: Type.Array(EsimProfileSchema, { description: 'The eSIMs of the domain.' }),
      activatedItems: Type.Array(ActivatedItemSchema, {
        description: 'The packages of the domain.',
      }),
    }),
    { description: 'Oldest first. Top-ups join the first one by default.' },
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
