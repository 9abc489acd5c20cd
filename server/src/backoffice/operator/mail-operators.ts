import type { Locale } from '../../kernel/locale.ts';
import { type MailContent, queueMail } from '../../messaging/mail/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { readPlatform } from '../../tenancy/organizations/index.ts';

export type OperatorMail = {
  kind: string;
  onceKey: string;
  contents: Record<Locale, MailContent>;
};

/** Queues a mail to the platform's organization, in its language, if it exists. */
export async function mailOperators(
  tx: Tx,
  { kind, onceKey, contents }: OperatorMail,
): Promise<void> {
  const platform = await readPlatform(tx);
  if (!platform) return;
  const { id: organizationId, email: to, locale } = platform;
  await queueMail(tx, { kind, to, locale, content: contents[locale], organizationId, onceKey });
}
