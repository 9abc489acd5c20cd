import { Type } from 'typebox';
import { answer, described, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { INSTALLATION_OUTCOMES } from './installation-event.ts';

export const InstallationEventSchema = answer('InstallationEvent', {
  id: described(Id, 'The ID that the app chose.'),
  outcome: oneOf(INSTALLATION_OUTCOMES, { description: 'What became of it.' }),
  platformCode: nullable(
    Type.String({
      description: 'The code of the phone’s system; `null` without one.',
      examples: ['ERROR_EUICC_INSUFFICIENT_MEMORY'],
    }),
  ),
  occurredAt: described(Timestamp, 'When it happened.'),
  receivedAt: described(Timestamp, 'When the report arrived.'),
});
export const anInstallationEvent = {
  id: '7555cab8-72bc-4e85-b56a-6cdf60e2d6e4',
  outcome: 'succeeded',
  platformCode: null,
  occurredAt: '2026-04-30T09:55:36.430Z',
  receivedAt: '2026-04-30T09:55:37.112Z',
};
