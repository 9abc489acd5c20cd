import { type Mandate, showMandate } from '../../kernel/mandate.ts';
import { formatAmount, MAX_AMOUNT_MINOR, toPrice } from '../../kernel/money.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid } from '../../kernel/refusal.ts';
import { KEY_SCOPES, type KeyScope } from '../../kernel/scopes.ts';
import type { ApiKey } from './api-key.ts';
import { formatIpRange, parseIpRange } from './ip-allow-list.ts';

export const MAX_IP_RANGES = 100;

/** The settings of a key as they are asked for, not checked yet. */
export type SettingsDraft = {
  name: string;
  /** All four when left out. */
  scopes?: readonly string[];
  dailySpendLimitMinor?: bigint | null;
  mandate?: Mandate | null;
  /** CIDR ranges or single addresses; everywhere when empty. */
  ipAllowList?: readonly string[];
};

type Settings = Pick<
  ApiKey,
  'name' | 'scopes' | 'dailySpendLimitMinor' | 'mandate' | 'ipAllowList'
>;

/** Returns the settings in their stored form. Throws `invalid_request`. */
export function readSettings(draft: SettingsDraft): Settings {
  return {
    name: nameOf(draft),
    scopes: scopesOf(draft),
    dailySpendLimitMinor: limitOf(draft),
    mandate: draft.mandate ?? null,
    ipAllowList: ipAllowListOf(draft),
  };
}

/** Returns the settings as the audit log shows them. */
export function auditedSettings({
  name,
  scopes,
  dailySpendLimitMinor: limit,
  mandate,
  ipAllowList,
}: Settings) {
  const dailySpendLimit = limit === null ? null : toPrice(limit);
  const shown = mandate && showMandate(mandate);
  return { name, scopes, dailySpendLimit, ...(shown && { mandate: shown }), ipAllowList };
}

function nameOf({ name }: SettingsDraft): string {
  if (isName(name)) return name;
  throw invalid('/name', NAME_RULE);
}

/** Returns each scope once, in the order of the documentation. */
function scopesOf({ scopes = KEY_SCOPES }: SettingsDraft): readonly KeyScope[] {
  const chosen = KEY_SCOPES.filter((scope) => scopes.includes(scope));
  const isKnown = scopes.every((scope) => chosen.some((known) => known === scope));
  if (isKnown && chosen.length > 0) return chosen;
  throw invalid('/scopes', `must name at least one of ${KEY_SCOPES.join(', ')}, and nothing else`);
}

function limitOf({ dailySpendLimitMinor: limitMinor = null }: SettingsDraft): bigint | null {
  if (limitMinor === null || (limitMinor >= 0n && limitMinor <= MAX_AMOUNT_MINOR)) {
    return limitMinor;
  }
  throw invalid('/dailySpendLimit', `must be from 0.00 USD to ${formatAmount(MAX_AMOUNT_MINOR)}`);
}

/** Returns each range once, in the form in which it is compared. */
function ipAllowListOf({ ipAllowList = [] }: SettingsDraft): string[] {
  if (ipAllowList.length > MAX_IP_RANGES) {
    throw invalid('/ipAllowList', `must have at most ${MAX_IP_RANGES} ranges`);
  }
  const texts = ipAllowList.map((text, index) => {
    const range = parseIpRange(text);
    if (range) return formatIpRange(range);
    throw invalid(`/ipAllowList/${index}`, 'must be an IP address or a CIDR range');
  });
  return [...new Set(texts)];
}
