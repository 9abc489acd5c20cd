import { Type } from 'typebox';
import { SALES_CHANNELS } from '../../kernel/sales-channel.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { answer, oneOf } from '../../platform/http/schemas.ts';
import type { SdkAppParts } from './parts.ts';
import { readSalesChannels, showChannel } from './sales-channels.ts';

const Channel = answer('SalesChannel', {
  channel: oneOf(SALES_CHANNELS, {
    description: 'The channel: `MCP` is the API by the tools of agents.',
  }),
  active: Type.Boolean({ description: 'Whether packages can be sold in it now.' }),
  keys: Type.Integer({
    description:
      'How many keys sell in it: API keys with the scope `sell` whose mandate allows it, or SDK ' +
      'keys of such apps. None for the portal, where people sell.',
  }),
  apps: Type.Integer({
    description: 'How many apps sell in it: they may be used, and `activatesItems` is on.',
  }),
});

/** Declares the list of the channels in which an account sells. */
export function declareChannels(routes: Routes, { access }: SdkAppParts): void {
  routes.read(
    '/gigastore/sales-channels',
    {
      id: 'listSalesChannels',
      scope: 'read',
      tag: 'SDK',
      summary: 'List sales channels',
      description:
        'Returns the channels of the account, and which of them are switched on: the portal ' +
        'always, the API and the tools of agents by an API key, and the SDKs by an app that ' +
        'activates packages.',
      answer: answer('SalesChannels', {
        items: Type.Array(Channel, { description: 'Every channel, on or off.' }),
      }),
      example: {
        items: [
          { channel: 'API', active: true, keys: 2, apps: 0 },
          { channel: 'MCP', active: true, keys: 2, apps: 0 },
          { channel: 'PORTAL', active: true, keys: 0, apps: 0 },
          { channel: 'IOS_SDK', active: false, keys: 0, apps: 0 },
          { channel: 'ANDROID_SDK', active: true, keys: 1, apps: 1 },
        ],
      },
    },
    async (scope) => {
      const channels = await readSalesChannels({ ...scope, realNow: access.now() });
      return { items: channels.map(showChannel) };
    },
  );
}
