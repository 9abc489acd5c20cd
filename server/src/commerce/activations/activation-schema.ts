import { Type } from 'typebox';
import { anEsimProfile, EsimProfileSchema } from '../../connectivity/esims/index.ts';
import {
  ActivationMode,
  answer,
  CountryCodeInput,
  CustomerEmail,
  described,
  IpAddress,
  Metatag,
  nullable,
  oneOf,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import { aCustomer, CustomerSchema } from '../customers/index.ts';
import { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';

const terms = {
  inventoryItemId: described(RequestId, 'The ID of the inventory item to sell.'),
  metatag: Type.Optional(
    described(
      Metatag,
      'Your own reference, such as an order number: up to 255 characters, stored with the ' +
        'package and searchable. It need not be unique.',
    ),
  ),
  userIp: Type.Optional(
    described(IpAddress, "The traveller's IP address. Required if your account is set up so."),
  ),
  userCountry: Type.Optional(
    described(CountryCodeInput, "The traveller's country. Required if your account is set up so."),
  ),
  expectedPrice: Type.Optional(
    described(
      PriceInput,
      'The retail price that you showed the customer. If the item has another retail price, the ' +
        'sale fails with `price_mismatch`.',
    ),
  ),
  activationMode: Type.Optional(
    described(
      ActivationMode,
      'When the validity begins: `NOW` (the default) with the sale, `FIRST_USE` when the eSIM ' +
        'first uses a covered network, `ON_DEMAND` when you activate the package.',
    ),
  ),
};

export const RegisterBody = Type.Object({
  ...terms,
  customerEmail: Type.Optional(
    described(
      CustomerEmail,
      "The new customer's email address. Existing customers are not looked up.",
    ),
  ),
});

const topUp = {
  ...terms,
  customerUid: described(RequestId, 'The ID of the customer.'),
  customerProfileDomainId: Type.Optional(
    described(
      RequestId,
      "The profile domain that gets the data; the customer's first one by default.",
    ),
  ),
};
export const TopUpBody = Type.Object(topUp);
export const TopUpWithProfileBody = Type.Object({
  ...topUp,
  dedicated: Type.Optional(
    Type.Boolean({ description: 'Gives the new eSIM a profile domain of its own.' }),
  ),
});

export const ActivationSchema = answer('Activation', {
  status: oneOf(['success', 'pending'], {
    description: '`pending` while the supplier has not delivered the package.',
  }),
  activatedItem: described(ActivatedItemSchema, 'The package that was sold.'),
  customer: described(CustomerSchema, 'The customer that the package belongs to.'),
  esimProfile: described(
    nullable(EsimProfileSchema),
    'The eSIM to install; `null` for a top-up without a new eSIM, and while the sale is pending.',
  ),
});
export const anActivation = {
  status: 'success',
  activatedItem: anActivatedItem,
  customer: aCustomer,
  esimProfile: anEsimProfile,
};

/** The answer of a sale that is not settled yet, for the document. */
export const PENDING_ANSWER = {
  '202': {
    description:
      'The supplier has not answered: the package is `PENDING` and its credits are held. It is ' +
      'delivered or fails later, which the events `package.delivered` and `package.failed` report.',
    schema: ActivationSchema,
    example: {
      ...anActivation,
      status: 'pending',
      activatedItem: { ...anActivatedItem, state: 'PENDING' },
      esimProfile: null,
    },
  },
};
