import { Type } from 'typebox';
import type { Encryption } from '../../kernel/encryption.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { described, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Access } from '../accounts/index.ts';
import { changeSettings, readSettings } from './change-settings.ts';
import { AttestationInput, AttestationSchema, anAttestation } from './schemas.ts';

type Parts = WriteParts & { access: Pick<Access, 'now'>; encryption: Encryption };

const PATH = '/gigastore/sdk/apps/:id/attestation';
const tag = 'SDK';
const params = Type.Object({ id: described(RequestId, 'The ID of the app.') });

/** Whether the sessions of an app need an attestation. */
export function registerAttestationRoutes(app: App, parts: Parts): void {
  const { access, encryption } = parts;
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'getSdkAppAttestation',
      scope: 'read',
      tag,
      summary: 'Retrieve the attestation of an app',
      description: 'Returns whether the sessions of an app need an attestation.',
      params,
      answer: AttestationSchema,
      example: anAttestation,
      refusals: ['sdk_app_not_found'],
    },
    ({ db, accountId }, { params: { id } }) => readSettings({ db, accountId }, id.toLowerCase()),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateSdkAppAttestation',
      scope: 'manage',
      tag,
      summary: 'Update the attestation of an app',
      description:
        'Sets whether the sessions of an app need an attestation of Play Integrity or App ' +
        'Attest. With `required`, an Android app needs both keys of its Play Console, also if ' +
        'they were sent before. An app with `activatesItems` cannot require one, because calls ' +
        'with the tokens of its users carry none.',
      params,
      body: AttestationInput,
      answer: AttestationSchema,
      example: anAttestation,
      refusals: ['invalid_request', 'sdk_app_not_found', 'invalid_state'],
    },
    (scope, { params: { id }, body }) =>
      changeSettings(scope, { ...body, id, encryption, realNow: access.now() }),
  );
}
