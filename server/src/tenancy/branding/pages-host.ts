const LABEL = '[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?';
const HOST = new RegExp(`^(${LABEL}\\.)+([a-z]{2,63}|xn--[a-z0-9-]{1,59})$`);

/** Returns a host in lower case and ASCII; undefined for what is no host of the internet. */
export function toPagesHost(text: string): string | undefined {
  const url = `https://${text}`;
  if (!/^[^/?#@:\\\s]+$/.test(text) || !URL.canParse(url)) return undefined;
  const { hostname } = new URL(url);
  return HOST.test(hostname) && hostname.length <= 253 ? hostname : undefined;
}

/** Returns whether a host is the platform's: its own, or one that shares cookies with it. */
export function isOfPlatform(host: string, publicUrl: string): boolean {
  const { hostname } = new URL(publicUrl);
  return host === hostname || host.endsWith(`.${hostname}`) || hostname.endsWith(`.${host}`);
}
