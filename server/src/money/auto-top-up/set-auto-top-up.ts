import { audit, type Context } from '../../kernel/context.ts';
import { formatAmount } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { requireUnlimitedKey } from '../../tenancy/accounts/index.ts';
import { MAX_PURCHASE_MINOR, MIN_PURCHASE_MINOR, quotePurchase } from '../billing/index.ts';
import { setCreditMark } from '../credits/index.ts';
import { chooseCard, type Payments } from '../payments/index.ts';
import { type AutoTopUp, DEFAULT_CAP_FACTOR, MAX_THRESHOLD_FACTOR } from './auto-top-up.ts';
import { enqueueTopUp } from './queue.ts';
import { selectAutoTopUpForUpdate, upsertAutoTopUp } from './settings-store.ts';

/** Amounts in cents without VAT; omitted amounts stay unchanged, except the cap and the card. */
export type AutoTopUpInput = {
  enabled: boolean;
  thresholdMinor?: bigint | undefined;
  amountMinor?: bigint | undefined;
  /** Default: ten times the amount. */
  monthlyCapMinor?: bigint | undefined;
  /** Default: the card that is the default at the time of a purchase. */
  paymentMethodId?: string | undefined;
};

type Settings = Parameters<typeof upsertAutoTopUp>[1];

/**
 * Sets the automatic top-up. Retries start again, and credits are bought if they are low already;
 * a purchase in progress is not changed. Throws `forbidden` for a key with a daily spend limit,
 * `invalid_request`, and if the top-up is enabled, `payments_unavailable`,
 * `payment_method_not_found`, `payment_method_required`, `billing_details_required` and
 * `billing_not_set_up`.
 */
export async function setAutoTopUp(
  scope: Scope,
  { payments, ...input }: AutoTopUpInput & { payments: Payments },
): Promise<void> {
  requireUnlimitedKey(scope);
  const { accountId } = scope;
  const before = await selectAutoTopUpForUpdate(scope.db, accountId);
  const settings = merge(scope, before, input);
  await requireCardAndDetails(scope, { settings, payments });
  const belowMinor = settings.enabled ? settings.thresholdMinor : null;

  await upsertAutoTopUp(scope.db, settings, scope.now);
  await setCreditMark(scope.db, accountId, { mark: 'top_up', belowMinor });
  if (settings.enabled) await enqueueTopUp({ db: scope.db, accountId });
  audit(scope, {
    action: 'auto_top_up.set',
    target: accountId,
    before: before ? auditedSettings(before) : null,
    after: auditedSettings(settings),
  });
}

function merge(ctx: Context, before: AutoTopUp | undefined, input: AutoTopUpInput): Settings {
  const { accountId, organizationId, mode } = ctx;
  const thresholdMinor = input.thresholdMinor ?? before?.thresholdMinor ?? null;
  const amountMinor = input.amountMinor ?? before?.amountMinor ?? null;
  const monthlyCapMinor = input.monthlyCapMinor ?? defaultCap(amountMinor);
  const paymentMethodId = input.paymentMethodId ?? null;
  if (input.enabled && thresholdMinor === null) throw invalid('/threshold', 'is required');
  if (input.enabled && amountMinor === null) throw invalid('/amount', 'is required');
  if (amountMinor !== null) refuseUnlessBuyable(amountMinor);
  refuseFarThreshold(thresholdMinor, amountMinor);
  if (monthlyCapMinor !== null && (amountMinor === null || monthlyCapMinor < amountMinor)) {
    throw invalid('/monthlyCap/priceValue', 'must be at least the amount');
  }
  const whose = { accountId, organizationId, mode };
  const { enabled } = input;
  return { ...whose, enabled, thresholdMinor, amountMinor, monthlyCapMinor, paymentMethodId };
}

function defaultCap(amountMinor: bigint | null): bigint | null {
  return amountMinor === null ? null : amountMinor * DEFAULT_CAP_FACTOR;
}

function refuseFarThreshold(thresholdMinor: bigint | null, amountMinor: bigint | null): void {
  if (thresholdMinor === null || amountMinor === null) return;
  const mostMinor = amountMinor * MAX_THRESHOLD_FACTOR;
  if (thresholdMinor <= mostMinor) return;
  const most = formatAmount(mostMinor);
  throw invalid('/threshold/priceValue', `must be at most ${most}, five times the amount`);
}

function refuseUnlessBuyable(amountMinor: bigint): void {
  if (amountMinor >= MIN_PURCHASE_MINOR && amountMinor <= MAX_PURCHASE_MINOR) return;
  const [least, most] = [MIN_PURCHASE_MINOR, MAX_PURCHASE_MINOR].map(formatAmount);
  throw invalid('/amount/priceValue', `must be between ${least} and ${most}`);
}

/** Throws if a named card does not exist, or if an enabled top-up lacks a card or details. */
async function requireCardAndDetails(
  scope: Scope,
  { settings, payments }: { settings: Settings; payments: Payments },
): Promise<void> {
  const { enabled, paymentMethodId, amountMinor } = settings;
  if (!enabled && paymentMethodId === null) return;
  await chooseCard(scope, {
    payments,
    ...(paymentMethodId !== null && { paymentMethodId }),
  });
  if (enabled && amountMinor !== null) await quotePurchase(scope.db, scope, amountMinor);
}

function auditedSettings({ enabled, paymentMethodId, ...amounts }: Settings | AutoTopUp) {
  const shown = (minor: bigint | null) => (minor === null ? null : formatAmount(minor));
  return {
    enabled,
    threshold: shown(amounts.thresholdMinor),
    amount: shown(amounts.amountMinor),
    monthlyCap: shown(amounts.monthlyCapMinor),
    paymentMethodId,
  };
}
