import type { Database } from '../../platform/db/database.ts';
import type { Tasks } from '../../platform/jobs/index.ts';
import { readBillingDetails, updateVatIdCheck } from './details-store.ts';
import { type DocumentToMail, SEND_INVOICE_TASK } from './enqueue-document-mail.ts';
import { sendDocument } from './send-document.ts';
import { CHECK_VAT_ID_TASK } from './set-billing-details.ts';
import { EU_COUNTRIES } from './vat-place.ts';
import type { CheckVatIdOnline } from './vat-register.ts';

/** VIES uses EL for Greece and XI for Northern Ireland. */
const REGISTERED = ['EL', 'XI', ...EU_COUNTRIES];

type BillingTaskParts = {
  db: Database;
  /** Without it VAT IDs are verified by their check digits only. */
  checkVatIdOnline?: CheckVatIdOnline | undefined;
};

/** Returns the jobs of billing: VAT IDs are looked up, and documents are mailed. */
export function createBillingTasks({ db, checkVatIdOnline }: BillingTaskParts): Tasks {
  return {
    async [CHECK_VAT_ID_TASK](payload) {
      const { organizationId } = payload as { organizationId: string };
      if (checkVatIdOnline) await checkVatId(db, organizationId, checkVatIdOnline);
    },
    [SEND_INVOICE_TASK]: (payload) => sendDocument(db, payload as DocumentToMail),
  };
}

/** Throws if the register does not answer, so that the job is repeated; nothing changes then. */
async function checkVatId(
  db: Database,
  organizationId: string,
  check: CheckVatIdOnline,
): Promise<void> {
  const vatId = (await readBillingDetails(db, organizationId))?.vatId;
  if (!vatId || !REGISTERED.includes(vatId.slice(0, 2))) return;
  const answer = await check(vatId);
  if (answer === 'unknown') throw new Error('The register of VAT IDs does not answer');
  await db.transaction((tx) => updateVatIdCheck(tx, organizationId, { vatId, answer }));
}
