import type { PublicTokens, TokenSubject } from '../../kernel/public-token.ts';

/** Addresses that we hand out to travellers; public through the token in them. */
export type PublicLinks = {
  installation(esim: TokenSubject): string;
  /** The QR code picture; `.png`, and `.svg` under the same name. */
  qrCode(esim: TokenSubject): string;
  customer(customer: TokenSubject): string;
  /** Whose installation page the token opens; undefined for a mangled or another page's one. */
  readInstallation(token: string): TokenSubject | undefined;
  readCustomer(token: string): TokenSubject | undefined;
};

/** Links under `publicUrl`, which carries no slash at its end. */
export function createPublicLinks(publicUrl: string, tokens: PublicTokens): PublicLinks {
  return {
    installation: (esim) => `${publicUrl}/install/${tokens.sign('esim', esim)}`,
    qrCode: (esim) => `${publicUrl}/install/${tokens.sign('esim', esim)}/qr.png`,
    customer: (customer) => `${publicUrl}/my/${tokens.sign('customer', customer)}`,
    readInstallation: (token) => tokens.read('esim', token),
    readCustomer: (token) => tokens.read('customer', token),
  };
}
