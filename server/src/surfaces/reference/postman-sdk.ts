import type { Step } from './postman.ts';

const FOLDER = 'SDK';
const app = { id: '{{sdkAppId}}' };
const android = {
  name: 'Acme Travel',
  packageName: 'com.acme.travel',
  certificateSha256: ['AB'.repeat(32)],
};

/** An app that installs eSIMs, and its keys. */
export const SDK_JOURNEY: readonly Step[] = [
  {
    folder: FOLDER,
    operation: 'POST /gigastore/sdk/apps',
    body: { ...android, platform: 'android' },
    saves: { sdkAppId: 'body.id' },
  },
  { folder: FOLDER, operation: 'GET /gigastore/sdk/apps' },
  {
    folder: FOLDER,
    operation: 'PUT /gigastore/sdk/apps/{id}',
    path: app,
    body: { ...android, name: 'Acme Travel 2' },
  },
  {
    folder: FOLDER,
    operation: 'PUT /gigastore/sdk/apps/{id}/attestation',
    path: app,
    body: { required: false },
  },
  { folder: FOLDER, operation: 'GET /gigastore/sdk/apps/{id}/attestation', path: app },
  {
    folder: FOLDER,
    operation: 'POST /gigastore/sdk/keys',
    body: { appId: '{{sdkAppId}}' },
    saves: { sdkKeyId: 'body.id', sdkKey: 'body.key' },
  },
  {
    folder: FOLDER,
    operation: 'POST /gigastore/sdk/keys/{id}/rotate',
    path: { id: '{{sdkKeyId}}' },
    body: {},
  },
  { folder: FOLDER, operation: 'GET /gigastore/sdk/keys' },
  { folder: FOLDER, operation: 'GET /gigastore/sales-channels' },
  {
    folder: FOLDER,
    operation: 'POST /gigastore/sdk/install-tokens',
    body: { customerUid: '{{customerUid}}' },
  },
  {
    folder: FOLDER,
    operation: 'DELETE /gigastore/sdk/keys/{id}',
    path: { id: '{{sdkKeyId}}' },
    status: 204,
  },
  { folder: FOLDER, operation: 'DELETE /gigastore/sdk/apps/{id}', path: app, status: 204 },
];
