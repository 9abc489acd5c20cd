import { Type } from 'typebox';
import {
  answer,
  CountryCode,
  described,
  Id,
  nullable,
  Timestamp,
} from '../../platform/http/schemas.ts';

/** A customer as the API shows it (`docs/api-compatibility.md`). */
export const CustomerSchema = answer('Customer', {
  uid: described(Id, 'The ID of the customer.'),
  email: nullable(Type.String({ description: 'The email address, if known.' })),
  profileUrl: Type.String({
    format: 'uri',
    description: "The customer's own page, with its packages and eSIMs.",
  }),
  countryOfResidence: described(
    nullable(CountryCode),
    'The country of residence; `null` if unknown.',
  ),
  countrySet: Type.String({ description: 'The country set of all packages of the customer.' }),
  createdAt: described(Timestamp, 'When the customer was created.'),
  metatag: nullable(Type.String({ description: 'The metatag of the first package.' })),
  erasedAt: Type.Optional(Timestamp),
});

export const aCustomer = {
  uid: '123e4567-e89b-12d3-a456-426614174000',
  email: 'traveller@example.com',
  profileUrl: 'https://store.example/my/token',
  countryOfResidence: null,
  countrySet: 'WWW',
  createdAt: '2026-04-30T09:55:36.430Z',
  metatag: 'order-1001',
};
