type Page = 'verify' | 'set-password' | 'invitation';

/** The page behind a link of a mail. */
export function toPage(publicUrl: string, page: Page, token: string): string {
  return `${publicUrl}/auth/${page}?token=${token}`;
}
