import { Type } from 'typebox';
import { answer, described, Id, Metatag, RequestId } from '../../platform/http/schemas.ts';
import { anSdkProfile, SdkProfileSchema } from './schemas.ts';

const anId = '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4';
const aUser = 'u_5f0c1e9a7b3d2468ace013579bdf0246';

const userToken = Type.String({
  minLength: 16,
  maxLength: 200,
  description:
    'Your secret name for the user: at least 16 random characters that nobody can guess, ' +
    'because whoever knows it reads the eSIMs of the user.',
  examples: [aUser],
});

export const SdkUserInput = Type.Object({ userToken });
export const SdkActivationInput = Type.Object({
  activationId: Type.String({
    format: 'uuid',
    description: 'A random ID that the app makes for each activation, and repeats if it retries.',
    examples: [anId],
  }),
  inventoryItemId: described(RequestId, 'The inventory item that the user wants.'),
  userToken,
  metaTag: Type.Optional(
    described(Metatag, 'Your own reference, sent to your server and stored with the package.'),
  ),
});

const items = Type.Array(SdkProfileSchema, { description: 'The eSIMs of the user.' });

export const SdkUserProfilesSchema = answer('SdkUserProfiles', { items });
export const SdkActivationSchema = answer('SdkActivation', {
  activationId: described(Id, 'The ID of the activation.'),
  activatedItemUid: described(Id, 'The package that was sold.'),
  customerUid: described(Id, 'The customer of the user. The first activation makes one.'),
  items,
});
export const anActivation = {
  activationId: anId,
  activatedItemUid: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  customerUid: '123e4567-e89b-12d3-a456-426614174000',
  items: [anSdkProfile],
};
