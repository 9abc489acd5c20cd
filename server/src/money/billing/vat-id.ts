import { FORMS, type VatIdForm } from './vat-id-forms.ts';

/** The country prefix of VAT ids where it is not the country's code. */
const PREFIXES: Record<string, string> = { GR: 'EL', MC: 'FR', IM: 'GB' };
/** Further prefixes that a country's traders may have: Northern Ireland is in the EU for goods. */
const ALSO: Record<string, string> = { GB: 'XI' };
/** What people write in place of the prefix, beside the country's own code. */
const WRITTEN_AS: Record<string, readonly string[]> = { GB: ['UK'] };

export type VatIdAnswer = {
  isValid: boolean;
  /** Upper case, without spaces and signs, with its prefix. */
  vatId: string;
  /** What is wrong, to follow the field's name. */
  message: string;
};

/**
 * Whether `text` is a VAT id of this country, by its form and its check digits. Where we know no
 * form, a tax number of 2 to 32 letters, digits and signs is taken as it stands.
 */
export function checkVatId(country: string, text: string): VatIdAnswer {
  const prefix = PREFIXES[country] ?? country;
  const bare = text.toUpperCase().replace(/[\s./-]/g, '');
  const form = FORMS[prefix];
  if (!form) return checkUnknown(text);
  const also = ALSO[country];
  const used = also && bare.startsWith(also) ? also : prefix;
  const written = [used, country, ...(WRITTEN_AS[country] ?? [])].find((it) => bare.startsWith(it));
  const digits = written && !fits(form, bare) ? bare.slice(written.length) : bare;
  const isValid = fits(form, digits) && form.check(digits);
  const message = fits(form, digits)
    ? `has wrong check digits for a VAT id of ${country}`
    : `must be a VAT id of ${country} such as ${prefix}${form.example}`;
  return { isValid, vatId: used + digits, message };
}

/** Whether the number of a VAT id, without its prefix, has the right form. */
function fits({ form }: VatIdForm, digits: string): boolean {
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
