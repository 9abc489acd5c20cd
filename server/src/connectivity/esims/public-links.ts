import type { PublicTokens, TokenSubject } from '../../kernel/public-token.ts';

/** Addresses for travellers. Each is public and carries a signed token. */
export type PublicLinks = {
  /** The address of the installation, without a slash at its end. */
  publicUrl: string;
  installation(esim: TokenSubject): string;
  /** Returns the URL of the QR code as PNG; the same URL with `.svg` returns an SVG. */
  qrCode(esim: TokenSubject): string;
  customer(customer: TokenSubject): string;
  /** Returns where a customer unsubscribes from reminders. Nothing revokes it. */
  unsubscribe(customer: Pick<TokenSubject, 'accountId' | 'id'>): string;
  /** Returns the eSIM of an installation token; undefined for any other text. */
  readInstallation(token: string): TokenSubject | undefined;
  /** Returns the customer of a customer page's token; undefined for any other text. */
  readCustomer(token: string): TokenSubject | undefined;
  /** Returns the customer of a token to unsubscribe; undefined for any other text. */
  readUnsubscribe(token: string): TokenSubject | undefined;
};

/** Returns the address of the QR code of an installation page, without signing its token again. */
export function qrCodeAt(installationUrl: string): string {
  return `${installationUrl}/qr.png`;
}

/**
 * Returns the links under `publicUrl`, which has no slash at its end, or under the origin that an
 * account has of its own.
 */
export function createPublicLinks(
  publicUrl: string,
  tokens: PublicTokens,
  originOf: (accountId: string) => string | undefined = () => undefined,
): PublicLinks {
  const at = ({ accountId }: { accountId: string }) => originOf(accountId) ?? publicUrl;
  const installation = (esim: TokenSubject) => `${at(esim)}/install/${tokens.sign('esim', esim)}`;
  return {
    publicUrl,
    installation,
    qrCode: (esim) => qrCodeAt(installation(esim)),
    customer: (customer) => `${at(customer)}/my/${tokens.sign('customer', customer)}`,
    unsubscribe: ({ accountId, id }) =>
      `${at({ accountId })}/mails/${tokens.sign('mails', { accountId, id, linkVersion: 0 })}`,
    readInstallation: (token) => tokens.read('esim', token),
    readCustomer: (token) => tokens.read('customer', token),
    readUnsubscribe: (token) => tokens.read('mails', token),
  };
}
