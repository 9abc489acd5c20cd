import { Type } from 'typebox';
import { answer, CountryCode, Id, nullable, Timestamp } from '../../platform/http/schemas.ts';

/** The wire's Customer (contract section 3). */
export const CustomerSchema = answer('Customer', {
  uid: Id,
  email: nullable(Type.String()),
  profileUrl: Type.String({ format: 'uri', description: "The customer's own page." }),
  countryOfResidence: nullable(CountryCode),
  countrySet: Type.String(),
  createdAt: Timestamp,
  metatag: nullable(Type.String({ description: 'Of the first package.' })),
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
