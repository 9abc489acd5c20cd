import { hasValidLuhn } from '../../kernel/check-digits.ts';

// Each check expects a number of the right form (vat-id-forms.ts) without its prefix. The source
// is TAXUD's "VIES VAT number algorithms" unless another one is named.

const LETTERS_OF_23 = 'TRWAGMYFPDXBNJZSQVHLCKE';

function digitAt(text: string, place: number): number {
  return Number(text[place]);
}

/** Returns the sum of the digits, each times its weight. */
function weigh(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * digitAt(digits, place), 0);
}

function lastOf(digits: string): number {
  return digitAt(digits, digits.length - 1);
}

/** ISO 7064 MOD 11,10: Germany (USt-IdNr.) and Croatia (OIB, by its ordinance of 2008). */
export function mod11And10(digits: string): boolean {
  const product = [...digits.slice(0, -1)].reduce((last, digit) => {
    const sum = (last + Number(digit)) % 10 || 10;
    return (sum * 2) % 11;
  }, 10);
  return (11 - product) % 10 === lastOf(digits);
}

/** Luhn over seven digits, with 4 added (BMF, "Konstruktionsregeln der UID-Nummer"). */
export function austria(digits: string): boolean {
  const sum = [...digits.slice(1, 8)]
    .map((digit, place) => Number(digit) * (place % 2 === 0 ? 1 : 2))
    .reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0);
  return (10 - ((sum + 4) % 10)) % 10 === lastOf(digits);
}

/** 97 less the first eight digits modulo 97; from 2023 on numbers may begin with 1. */
export function belgium(digits: string): boolean {
  return 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));
}

/** Nine digits are a company (BULSTAT); ten a person (EGN), a foreigner (LNC) or another. */
export function bulgaria(digits: string): boolean {
  if (digits.length === 9) return bulgarianCompany(digits);
  return bulgarianPerson(digits) || bulgarianForeigner(digits) || bulgarianOther(digits);
}

function bulgarianCompany(digits: string): boolean {
  const first = weigh(digits, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
  if (first !== 10) return first === lastOf(digits);
  return (weigh(digits, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10 === lastOf(digits);
}

function bulgarianPerson(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 20;
  const isDate = month >= 1 && month <= 12 && Number(digits.slice(2, 4)) <= 52;
  return isDate && (weigh(digits, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10 === lastOf(digits);
}

function bulgarianForeigner(digits: string): boolean {
  return weigh(digits, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 === lastOf(digits);
}

function bulgarianOther(digits: string): boolean {
  return (11 - (weigh(digits, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === lastOf(digits);
}

/** Digits at odd places are translated; the letter is their sum modulo 26; never 12 in front. */
export function cyprus(digits: string): boolean {
  const translated = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
  const sum = [...digits.slice(0, 8)]
    .map((digit, place) => (place % 2 === 0 ? (translated[Number(digit)] ?? 0) : Number(digit)))
    .reduce((total, value) => total + value, 0);
  return !digits.startsWith('12') && digits[8] === String.fromCharCode(65 + (sum % 26));
}

/** Eight digits are a company, nine beginning with 6 a special case, else a birth number. */
export function czechia(digits: string): boolean {
  if (digits.length === 8) return czechCompany(digits);
  if (digits.length === 9)
    return digits.startsWith('6') ? czechSpecial(digits) : isOldBirth(digits);
  const isDivisible = Number(digits) % 11 === 0;
  const isTenAsNought = Number(digits.slice(0, 9)) % 11 === 10 && lastOf(digits) === 0;
  return isBirthDate(digits) && (isDivisible || isTenAsNought);
}

function czechCompany(digits: string): boolean {
  const rest = 11 - (weigh(digits, [8, 7, 6, 5, 4, 3, 2]) % 11);
  return !digits.startsWith('9') && rest % 10 === lastOf(digits);
}

function czechSpecial(digits: string): boolean {
  const sum = weigh(digits.slice(1), [8, 7, 6, 5, 4, 3, 2]) % 11;
  const rest = (11 - sum) % 11;
  return [8, 7, 6, 5, 4, 3, 2, 1, 0, 9, 8][(rest + 10) % 11] === lastOf(digits);
}

/** Numbers given until 1953 have nine digits and no check digit. */
function isOldBirth(digits: string): boolean {
  return Number(digits.slice(0, 2)) <= 53 && isBirthDate(digits);
}

/** Months of women are 50 higher, and of full years 20 or 70. */
function isBirthDate(digits: string): boolean {
  const month = Number(digits.slice(2, 4)) % 50;
  const day = Number(digits.slice(4, 6));
  const isMonth = (month >= 1 && month <= 12) || (month >= 21 && month <= 32);
  return isMonth && day >= 1 && day <= 31;
}

export function denmark(digits: string): boolean {
  return weigh(digits, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0;
}

export function estonia(digits: string): boolean {
  return weigh(digits, [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0;
}

export function greece(digits: string): boolean {
  return (weigh(digits, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10 === lastOf(digits);
}

/** Persons by DNI or NIE (letter of modulo 23); companies by CIF (Orden EHA/451/2008). */
export function spain(digits: string): boolean {
  if (/^\d{8}[A-Z]$/.test(digits)) return isLetterOf23(digits);
  if (/^[XYZ]\d{7}[A-Z]$/.test(digits)) {
    return isLetterOf23('XYZ'.indexOf(digits.charAt(0)) + digits.slice(1));
  }
  if (/^[KLM]\d{7}[A-Z]$/.test(digits)) return isLetterOf23(digits.slice(1)) || isCif(digits);
  return /^[A-HJ-NP-SUVW]/.test(digits) && isCif(digits);
}

function isLetterOf23(digits: string): boolean {
  return LETTERS_OF_23[Number(digits.slice(0, -1)) % 23] === digits.at(-1);
}

function isCif(digits: string): boolean {
  const sum = [...digits.slice(1, 8)]
    .map((digit, place) => Number(digit) * (place % 2 === 0 ? 2 : 1))
    .reduce((total, value) => total + Math.floor(value / 10) + (value % 10), 0);
  const check = (10 - (sum % 10)) % 10;
  const isDigit = String(check) === digits[8] && !/^[KPQS]/.test(digits);
  return isDigit || ('JABCDEFGHI'[check] === digits[8] && !/^[ABEH]/.test(digits));
}

export function finland(digits: string): boolean {
  return weigh(digits, [7, 9, 10, 5, 8, 4, 2, 1]) % 11 === 0;
}

/** SIREN with a Luhn digit (Monaco: begins with 000, none), and a key of digits or of letters. */
export function france(digits: string): boolean {
  const key = digits.slice(0, 2);
  const siren = digits.slice(2);
  if (!siren.startsWith('000') && !hasValidLuhn(siren)) return false;
  if (/^\d\d$/.test(key)) return (Number(siren) * 100 + 12) % 97 === Number(key);
  return frenchLetterKey(key, Number(siren));
}

/** Keys with a letter (DGFiP): 24 or 34 values for the first sign, then modulo 11. */
function frenchLetterKey(key: string, siren: number): boolean {
  const signs = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const [first, second] = [signs.indexOf(key.charAt(0)), signs.indexOf(key.charAt(1))];
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100;
  return (siren + 1 + Math.floor(value / 11)) % 11 === value % 11;
}

export function hungary(digits: string): boolean {
  return weigh(digits, [9, 7, 3, 1, 9, 7, 3, 1]) % 10 === 0;
}

/** Old numbers have a letter or sign in the second place; new ones may end in a second letter. */
export function ireland(digits: string): boolean {
  const isOld = !/^\d{7}/.test(digits);
  const number = isOld ? `0${digits.slice(2, 7)}${digits.charAt(0)}` : digits.slice(0, 7);
  const second = isOld ? '' : digits.slice(8);
  const extra = second === '' || second === 'W' ? 0 : second.charCodeAt(0) - 64;
  const sum = weigh(number, [8, 7, 6, 5, 4, 3, 2]) + 9 * extra;
  return 'WABCDEFGHIJKLMNOPQRSTUV'[sum % 23] === digits[7];
}

/** Luhn, and an office (places 8 to 10) that exists. */
export function italy(digits: string): boolean {
  const office = Number(digits.slice(7, 10));
  const isOffice = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office);
  return isOffice && !digits.startsWith('0000000') && hasValidLuhn(digits);
}

/** Nine digits are a legal person, twelve a temporary number. */
export function lithuania(digits: string): boolean {
  const places = Array.from(digits.slice(0, -1), (_, place) => place);
  const first =
    weigh(
      digits,
      places.map((place) => (place % 9) + 1),
    ) % 11;
  const second =
    weigh(
      digits,
      places.map((place) => ((place + 2) % 9) + 1),
    ) % 11;
  return (first === 10 ? second % 10 : first) === lastOf(digits);
}

export function luxembourg(digits: string): boolean {
  return Number(digits.slice(0, 6)) % 89 === Number(digits.slice(6));
}

/** Above 3 in front a legal person; else a person, by the date of birth, or from 2017 on 32. */
export function latvia(digits: string): boolean {
  if (digitAt(digits, 0) > 3) {
    return weigh(digits, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3;
  }
  if (digits.startsWith('32')) return true;
  const check = (1 + weigh(digits, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11;
  return isLatvianDate(digits) && check % 10 === lastOf(digits);
}

function isLatvianDate(digits: string): boolean {
  const [day, month] = [Number(digits.slice(0, 2)), Number(digits.slice(2, 4))];
  return day >= 1 && day <= 31 && month >= 1 && month <= 12 && digitAt(digits, 6) <= 2;
}

export function malta(digits: string): boolean {
  return weigh(digits, [3, 4, 6, 7, 8, 9]) % 37 === 37 - Number(digits.slice(6));
}

/** Companies by eleven (RSIN); since 2020 sole traders by ISO 7064 MOD 97-10 of the whole id. */
export function netherlands(digits: string): boolean {
  const isCompany = weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === digitAt(digits, 8);
  const numbered = [...`NL${digits}`].map((sign) => parseInt(sign, 36)).join('');
  return isCompany || BigInt(numbered) % 97n === 1n;
}

export function poland(digits: string): boolean {
  return weigh(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === lastOf(digits);
}

export function portugal(digits: string): boolean {
  const rest = 11 - (weigh(digits, [9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return (rest > 9 ? 0 : rest) === lastOf(digits);
}

/** Weights count from the check digit backwards. */
export function romania(digits: string): boolean {
  const padded = digits.padStart(10, '0');
  return ((weigh(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === lastOf(padded);
}

/** The organization's number with its Luhn digit, then 01 or another number of the same owner. */
export function sweden(digits: string): boolean {
  return hasValidLuhn(digits.slice(0, 10));
}

export function slovenia(digits: string): boolean {
  const rest = 11 - (weigh(digits, [8, 7, 6, 5, 4, 3, 2]) % 11);
  return rest !== 11 && rest % 10 === lastOf(digits);
}

export function slovakia(digits: string): boolean {
  return Number(digits) % 11 === 0;
}

/** Modulo 97, by the old and by the 9755 series (HMRC); departments below 500, health above. */
export function unitedKingdom(digits: string): boolean {
  if (digits.startsWith('GD')) return Number(digits.slice(2)) < 500;
  if (digits.startsWith('HA')) return Number(digits.slice(2)) >= 500;
  const rest = (weigh(digits, [8, 7, 6, 5, 4, 3, 2]) + Number(digits.slice(7, 9))) % 97;
  return [0, 42, 55].includes(rest);
}

/** UID (Federal Statistical Office, eCH-0097): weights 5 4 3 2 7 6 5 4, modulo 11. */
export function switzerland(digits: string): boolean {
  const number = digits.slice(1, 10);
  const rest = weigh(number, [5, 4, 3, 2, 7, 6, 5, 4]) % 11;
  return (11 - rest) % 11 === lastOf(number);
}

/** Organisation number (Brønnøysund Register Centre): weights 3 2 7 6 5 4 3 2, modulo 11. */
export function norway(digits: string): boolean {
  const number = digits.slice(0, 9);
  const rest = weigh(number, [3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return (11 - rest) % 11 === lastOf(number);
}
