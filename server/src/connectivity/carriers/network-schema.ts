import { Type } from 'typebox';
import { answer, CountryCode, described, oneOf } from '../../platform/http/schemas.ts';
import { TECHNOLOGIES } from './carrier-network.ts';

export const Technologies = Type.Array(oneOf(TECHNOLOGIES), {
  maxItems: TECHNOLOGIES.length,
  description: 'The generations of the network that can be used; empty if they are not known.',
  examples: [['4G', '5G']],
});

/** A network of the API. */
export const NetworkSchema = answer('PlanNetwork', {
  country: described(CountryCode, 'The country of the network.'),
  mcc: Type.String({ description: 'The mobile country code.', examples: ['232'] }),
  mnc: Type.String({ description: 'The mobile network code.', examples: ['01'] }),
  name: Type.String({ description: 'The name of the network.', examples: ['A1'] }),
  technologies: Technologies,
});
export const aNetwork = {
  country: 'AT',
  mcc: '232',
  mnc: '01',
  name: 'A1 Telekom Austria',
  technologies: ['4G', '5G'],
};
