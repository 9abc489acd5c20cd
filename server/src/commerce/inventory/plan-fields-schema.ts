import { Type } from 'typebox';
import { aNetwork, NetworkSchema } from '../../connectivity/carriers/index.ts';
import { nullable, oneOf } from '../../platform/http/schemas.ts';
import { termsFields } from '../catalog/index.ts';

/** What a plan of the catalogue and an item of the inventory both say of their data. */
export const sizeFields = {
  sizeValue: Type.Number({ description: 'The size, in `sizeUnit`.' }),
  sizeUnit: oneOf(['MB', 'GB', 'TB'], { description: 'The unit of `sizeValue`.' }),
  validitySize: nullable(Type.Integer({ description: 'Null when `validityUnlimited`.' })),
  validityUnit: oneOf(['days'], { description: 'The unit of `validitySize`.' }),
  validityUnlimited: Type.Boolean({ description: 'Whether the package never expires.' }),
  countrySet: Type.String({ examples: ['EU'], description: 'The code of the country set.' }),
  ...termsFields,
};

export const anAustrianPlan = {
  productId: '5f0c9a52-71f4-7c1b-8a3d-0123456789ab',
  name: 'Austria 3 GB',
  sizeValue: 3,
  sizeUnit: 'GB',
  validitySize: 30,
  validityUnit: 'days',
  validityUnlimited: false,
  countrySet: 'AT',
};

/** What only the details say. */
export const networkFields = {
  networks: Type.Array(NetworkSchema, {
    description: 'The networks of the included countries, as far as they are known.',
  }),
};
export const someNetworks = { networks: [aNetwork] };
