import type { Form } from './forms.ts';

/** Forms of the developers' pages; `$key` is of the filled store. */
export const DEVELOPER_FORMS: readonly Form[] = [
  {
    name: 'creating an API key',
    path: 'keys?new=key',
    fields: [['Name', 'NAME']],
    button: 'Create key',
    operation: '/gigastore/api-keys',
    done: /Copy the secret now/,
    listed: '/gigastore/api-keys',
  },
  {
    name: 'editing an API key',
    path: 'keys?open=$key',
    fields: [['Name', 'NAME']],
    button: 'Save changes',
    operation: '/gigastore/api-keys/*',
    method: 'PUT',
    done: /^The key is saved\.$/,
  },
  {
    name: 'making a new secret',
    path: 'keys',
    opens: [/^New secret /],
    fields: [],
    button: 'New secret',
    operation: '/gigastore/api-keys/*/rotate-secret',
    done: /Copy the secret now/,
  },
  {
    name: 'registering an app',
    path: 'apps?new=app',
    fields: [
      ['Name', 'NAME'],
      ['Bundle ID', 'com.acme.NAME'],
      ['Team ID', 'A1B2C3D4E5'],
    ],
    button: 'Register app',
    operation: '/gigastore/sdk/apps',
    done: /^The app is registered\.$/,
    listed: '/gigastore/sdk/apps',
  },
  {
    name: 'adding a webhook endpoint',
    path: 'webhooks?new=endpoint',
    fields: [
      ['URL', 'http://127.0.0.1:9/hooks'],
      ['Note', 'NAME'],
    ],
    button: 'Save endpoint',
    operation: '/gigastore/webhooks',
    done: /Copy the signing secret now/,
    listed: '/gigastore/webhooks',
  },
  {
    name: 'replaying deliveries',
    path: 'webhooks?tab=deliveries&replay=range',
    fields: [['Since', '2026-01-02T03:04']],
    button: 'Replay',
    operation: '/gigastore/webhooks/deliveries/replay',
    done: /(is|are) sent again\.$/,
  },
];
