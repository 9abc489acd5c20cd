// The forms and check digits of VAT IDs. Forms: European Commission, VIES, "VAT IDentification
// number structure" (FAQ 11). Check digits: the Commission's "VIES VAT number algorithms" (TAXUD,
// 2004 and its later additions) and each country's own publication where one is named.

import * as checks from './vat-id-checks.ts';

export type VatIdForm = {
  /** The number behind the country's prefix. */
  form: RegExp;
  check: (digits: string) => boolean;
  /** A number whose check digits are right. */
  example: string;
};

/** One entry for each prefix. */
export const FORMS: Record<string, VatIdForm> = {
  AT: { form: /^U\d{8}$/, check: checks.austria, example: 'U13585627' },
  BE: { form: /^[01]\d{9}$/, check: checks.belgium, example: '0428759497' },
  BG: { form: /^\d{9,10}$/, check: checks.bulgaria, example: '175074752' },
  CY: { form: /^\d{8}[A-Z]$/, check: checks.cyprus, example: '10259033P' },
  CZ: { form: /^\d{8,10}$/, check: checks.czechia, example: '25123891' },
  DE: { form: /^[1-9]\d{8}$/, check: checks.mod11And10, example: '136695976' },
  DK: { form: /^[1-9]\d{7}$/, check: checks.denmark, example: '13585628' },
  EE: { form: /^10\d{7}$/, check: checks.estonia, example: '100931558' },
  EL: { form: /^\d{9}$/, check: checks.greece, example: '094259216' },
  ES: {
    form: /^([A-Z]\d{7}[A-Z0-9]|\d{8}[A-Z])$/,
    check: checks.spain,
    example: 'B58378431',
  },
  FI: { form: /^\d{8}$/, check: checks.finland, example: '20774740' },
  FR: { form: /^[A-HJ-NP-Z0-9]{2}\d{9}$/, check: checks.france, example: '40303265045' },
  HR: { form: /^\d{11}$/, check: checks.mod11And10, example: '33392005961' },
  HU: { form: /^[1-9]\d{7}$/, check: checks.hungary, example: '12892312' },
  IE: {
    form: /^(\d{7}[A-W][A-IW]?|\d[A-Z+*]\d{5}[A-W])$/,
    check: checks.ireland,
    example: '6433435F',
  },
  IT: { form: /^\d{11}$/, check: checks.italy, example: '00743110157' },
  LT: { form: /^(\d{7}1\d|\d{10}1\d)$/, check: checks.lithuania, example: '119511515' },
  LU: { form: /^\d{8}$/, check: checks.luxembourg, example: '15027442' },
  LV: { form: /^\d{11}$/, check: checks.latvia, example: '40003521600' },
  MT: { form: /^[1-9]\d{7}$/, check: checks.malta, example: '11679112' },
  NL: { form: /^\d{9}B\d{2}$/, check: checks.netherlands, example: '004495445B01' },
  PL: { form: /^\d{10}$/, check: checks.poland, example: '8567346215' },
  PT: { form: /^[1-9]\d{8}$/, check: checks.portugal, example: '501964843' },
  RO: { form: /^[1-9]\d{1,9}$/, check: checks.romania, example: '18547290' },
  SE: { form: /^\d{10}(0[1-9]|[1-9]\d)$/, check: checks.sweden, example: '556188840401' },
  SI: { form: /^[1-9]\d{7}$/, check: checks.slovenia, example: '50223054' },
  SK: { form: /^[1-9]\d[2-47-9]\d{7}$/, check: checks.slovakia, example: '2022749619' },
  // Outside the EU the number is only printed on the invoice.
  GB: { form: /^(\d{9}(\d{3})?|(GD|HA)\d{3})$/, check: checks.unitedKingdom, example: '980780684' },
  CH: { form: /^E\d{9}(MWST|TVA|IVA)?$/, check: checks.switzerland, example: 'E107787577' },
  NO: { form: /^\d{9}(MVA)?$/, check: checks.norway, example: '995525828' },
};
