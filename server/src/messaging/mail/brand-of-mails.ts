import { type Brand, LOGO_PATH } from '../../tenancy/branding/index.ts';
import type { MailBrand } from './mail.ts';

/** Returns how a reseller appears in mails to its travellers. */
export function brandOfMails(
  brand: Brand,
  { publicUrl, organizationName }: { publicUrl: string; organizationName: string },
): MailBrand {
  const name = brand.displayName ?? organizationName;
  // Few mail programs show SVG.
  const isPicture = brand.logoName?.endsWith('.png') ?? false;
  return {
    name,
    senderName: brand.senderName ?? name.replace(/[<>@"]/g, '').slice(0, 64),
    accentColor: brand.accentColor,
    logoUrl: isPicture ? new URL(`${LOGO_PATH}/${brand.logoName}`, publicUrl).href : null,
    replyTo: brand.supportEmail,
    supportPhone: brand.supportPhone,
    supportUrl: brand.supportUrl,
  };
}
