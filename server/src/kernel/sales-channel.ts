/** The channels in which packages are sold. `MCP` is the API by the tools of agents at `/mcp`. */
export const SALES_CHANNELS = ['API', 'MCP', 'PORTAL', 'IOS_SDK', 'ANDROID_SDK'] as const;
export type SalesChannel = (typeof SALES_CHANNELS)[number];

/** The channels in which an API key sells. */
export const KEY_CHANNELS = ['API', 'MCP'] as const;
export type KeyChannel = (typeof KEY_CHANNELS)[number];

/** The channel in which an app sells, by its platform. */
export const APP_CHANNELS = { ios: 'IOS_SDK', android: 'ANDROID_SDK' } as const;

/** Returns whether apps sell in a channel. */
export function isAppChannel(channel: SalesChannel): boolean {
  return Object.values(APP_CHANNELS).some((one) => one === channel);
}

type Caller = { actor: { kind: string }; isAgent?: boolean | undefined };

/** Returns the channel of a call: `PORTAL` for a person who signed in. */
export function channelOf({ actor, isAgent }: Caller): SalesChannel {
  if (actor.kind === 'person') return 'PORTAL';
  return isAgent ? 'MCP' : 'API';
}
