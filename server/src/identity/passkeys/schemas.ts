import { Type } from 'typebox';
import { answer, described, Id, nullable, Timestamp } from '../../platform/http/schemas.ts';

/** What WebAuthn itself defines is passed on as it is. */
export const WebAuthnOptions = Type.Object(
  {},
  { title: 'WebAuthnOptions', additionalProperties: true },
);
export const WebAuthnResponse = Type.Unsafe<Record<string, unknown>>({
  type: 'object',
  description: 'The credential from `navigator.credentials`, as JSON (`toJSON()`).',
  examples: [{}],
});
export const PasskeyName = Type.String({ minLength: 1, maxLength: 255, examples: ['Laptop'] });
export const PasskeyEntry = answer('Passkey', {
  id: described(Id, 'The ID of the passkey.'),
  name: nullable(Type.String({ description: 'The name of the passkey; `null` if it has none.' })),
  createdAt: described(Timestamp, 'When the passkey was added.'),
  isBackedUp: Type.Boolean({
    description: 'Whether the passkey is synchronized to other devices.',
  }),
});
export const aPasskey = {
  id: '019a0b6e-3c1e-7d43-9f6b-8e4c3e705d44',
  name: 'Laptop',
  createdAt: '2026-04-30T09:55:36.430Z',
  isBackedUp: true,
};
