import { formatAmount, readUsd } from '../../kernel/money.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { PriceInput } from '../../platform/http/schemas.ts';
import type { ItemChange } from './item-store.ts';

/** The fields of an item in a request; an absent field stays as it is. */
export type ItemEdit = {
  name?: string;
  retailPrice?: PriceInput;
  active?: boolean;
  description?: string;
  order?: number;
  tags?: readonly string[];
  confirmBelowCost?: boolean;
};

const MAX_DESCRIPTION = 2000;
const MAX_TAGS = 20;
const MAX_TAG = 50;

/** Returns the change that a request describes. Throws `invalid_request`. */
export function readItemEdit(edit: ItemEdit): ItemChange {
  const { name, retailPrice, active, description, order, tags } = edit;
  if (name !== undefined && !isName(name)) throw invalid('/name', NAME_RULE);
  return {
    name: name?.trim(),
    retailMinor: retailPrice && readUsd(retailPrice, '/retailPrice'),
    active,
    description: description === undefined ? undefined : readDescription(description),
    sortOrder: order,
    tags: tags && readTags(tags),
  };
}

/** Returns the description, or null for a blank text, which removes it. */
function readDescription(text: string): string | null {
  const description = text.trim();
  if (description === '') return null;
  // Line breaks and tabs are the only control characters of a text.
  const isText = description.length <= MAX_DESCRIPTION && !/[^\P{Cc}\n\t]/u.test(description);
  if (isText) return description;
  throw invalid('/description', `must be ${MAX_DESCRIPTION} characters at most, as plain text`);
}

/** Returns the tags, sorted, each once. */
function readTags(tags: readonly string[]): string[] {
  const plain = [...new Set(tags.map((tag) => tag.trim()))].sort();
  if (plain.length > MAX_TAGS) throw invalid('/tags', `must be ${MAX_TAGS} tags at most`);
  if (plain.every((tag) => isName(tag) && tag.length <= MAX_TAG)) return plain;
  throw invalid('/tags', `must be texts of 1 to ${MAX_TAG} characters`);
}

/** Throws `price_below_cost` for an unconfirmed retail price below the wholesale price. */
export function refuseBelowCost(of: {
  retailMinor: bigint;
  wholesaleMinor: bigint;
  isConfirmed: boolean;
}): void {
  if (of.isConfirmed || of.retailMinor >= of.wholesaleMinor) return;
  const [retail, wholesale] = [of.retailMinor, of.wholesaleMinor].map(formatAmount);
  throw new Refusal(
    'price_below_cost',
    `The retail price ${retail} is below the wholesale price ${wholesale}. ` +
      'Send `confirmBelowCost` to allow it.',
  );
}
