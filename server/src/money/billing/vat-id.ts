import { FORMS, type VatIdForm } from './vat-id-forms.ts';

/** The prefixes of VAT IDs that differ from the country's code. */
const PREFIXES: Record<string, string> = { GR: 'EL', MC: 'FR', IM: 'GB' };
/** Further prefixes of a country's traders: Northern Ireland is in the EU for goods. */
const ALTERNATIVE_PREFIXES: Record<string, string> = { GB: 'XI' };
/** Spellings of the prefix that people use, beside the country's own code. */
const WRITTEN_AS: Record<string, readonly string[]> = { GB: ['UK'] };

export type VatIdAnswer = {
  isValid: boolean;
  /** Upper case, without spaces and signs, with its prefix. */
  vatId: string;
  /** The fault, to follow the name of the field. */
  message: string;
};

/**
 * Returns whether `text` is a VAT ID of this country, by its form and its check digits. For a
 * country without a known form, a tax number of 2 to 32 letters, digits and signs is accepted
 * unchanged.
 */
export function checkVatId(country: string, text: string): VatIdAnswer {
  const prefix = PREFIXES[country] ?? country;
  const bare = text.toUpperCase().replace(/[\s./-]/g, '');
  const form = FORMS[prefix];
  if (!form) return checkUnknown(text);
  const also = ALTERNATIVE_PREFIXES[country];
  const used = also && bare.startsWith(also) ? also : prefix;
  const written = [used, country, ...(WRITTEN_AS[country] ?? [])].find((it) => bare.startsWith(it));
  const digits = written && !hasForm(form, bare) ? bare.slice(written.length) : bare;
  const isValid = hasForm(form, digits) && form.check(digits);
  const message = hasForm(form, digits)
    ? `has wrong check digits for a VAT ID of ${country}`
    : `must be a VAT ID of ${country} such as ${prefix}${form.example}`;
  return { isValid, vatId: used + digits, message };
}

/** Returns whether the number of a VAT ID, without its prefix, has the right form. */
function hasForm({ form }: VatIdForm, digits: string): boolean {
  return form.test(digits);
}

function checkUnknown(written: string): VatIdAnswer {
  const vatId = written.trim().toUpperCase();
  return {
    isValid: /^[A-Z0-9][A-Z0-9 ./-]{1,31}$/.test(vatId),
    vatId,
    message: 'must be a tax number of 2 to 32 letters and digits',
  };
}
