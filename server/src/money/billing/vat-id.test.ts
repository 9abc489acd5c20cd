import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkVatId } from './vat-id.ts';
import { FORMS } from './vat-id-forms.ts';
import { EU_COUNTRIES } from './vat-place.ts';

/** By prefix: published examples, and each kind of number that a country gives out. */
const VALID: Record<string, string[]> = {
  AT: ['U13585627', 'U30985627', 'U81156892'],
  BE: ['0428759497', '1103179317', '0203201340'],
  BG: ['175074752', '101004508', '7523169263', '8032056031'],
  CY: ['10259033P', '50746833P', '10257623P'],
  CZ: ['25123891', '26127890', '7103192745', '395601439', '640903926'],
  DE: ['136695976', '296663986', '618919774'],
  DK: ['13585628', '11587828', '23425424'],
  EE: ['100931558', '100164574', '107830568'],
  EL: ['094259216', '927456010', '088225270'],
  ES: ['B58378431', '54362315K', 'X2482300W', 'A58818501', 'M1234567L'],
  FI: ['20774740', '24885640', '55722748'],
  FR: ['40303265045', '23334175221', '61954506077', 'K7399859412', '4Z123456782'],
  HR: ['33392005961', '47092142961', '67699477661'],
  HU: ['12892312', '16632392', '42700212'],
  IE: ['6433435F', '8D79739I', '6433435OA', '3628739L'],
  IT: ['00743110157', '08040910153', '15153810187'],
  LT: ['119511515', '413510516', '100001919017', '100004801610'],
  LU: ['15027442', '18000345', '15096723'],
  LV: ['40003521600', '40003009497', '16117519997'],
  MT: ['11679112', '51393516', '20200019'],
  NL: ['004495445B01', '002455799B11', '123456789B13'],
  PL: ['8567346215', '5260250274', '2067205247'],
  PT: ['501964843', '824885643', '201884143'],
  RO: ['18547290', '11198699', '10547200'],
  SE: ['556188840401', '123456789701', '952020874601'],
  SI: ['50223054', '14293153', '53273389'],
  SK: ['2022749619', '2022493506', '2492843419'],
  GB: ['980780684', '802311782', 'GD001', 'HA500'],
  CH: ['E107787577', 'E107787577MWST', 'E100155212TVA'],
  NO: ['995525828', '974760673', '974760673MVA'],
};

/** By prefix: a wrong check digit, a wrong length, a wrong sign. */
const INVALID: Record<string, string[]> = {
  AT: ['U13585626', '13585627', 'U1358562'],
  BE: ['0428759498', '4428759497', '428759'],
  BG: ['175074751', '7523169264', '17507475'],
  CY: ['10259033Z', '12000000M', '10259033'],
  CZ: ['25123890', '7103192746', '1'],
  DE: ['136695978', '036695976', '13669597'],
  DK: ['13585627', '03585628', '1358562'],
  EE: ['100594103', '200931558', '10093155'],
  EL: ['123456781', '94259216', 'A94259216'],
  ES: ['B58378432', '54362315Z', 'A5881850A', 'X2482300A'],
  FI: ['20774741', '2077474', 'A0774740'],
  FR: ['84323140391', '23334175222', 'K6399859412', 'O7399859412'],
  HR: ['33392005962', '3339200596', '333920059611'],
  HU: ['12892313', '02892312', '1289231'],
  IE: ['6433435E', '6433435OB', '8D79738I'],
  IT: ['00743110158', '00000000000', '0074311015'],
  LT: ['119511525', '100001919018', '119511505'],
  LU: ['15027443', '1502744', 'A5027442'],
  LV: ['40003521601', '16117519998', '4000352160'],
  MT: ['11679113', '01679112', '1167911'],
  NL: ['004495446B01', '123456789B90', '004495445X01'],
  PL: ['8567346216', '856734621', 'A567346215'],
  PT: ['501964842', '001964843', '50196484'],
  RO: ['18547291', '08547290', '12345678901'],
  SE: ['556188840301', '556188840400', '5561888404'],
  SI: ['50223055', '09999990', '5022305'],
  SK: ['2022749618', '0022749619', '2052749619'],
  GB: ['802311781', 'GD500', 'HA499'],
  CH: ['E107787578', '107787577', 'E107787577VAT'],
  NO: ['995525829', '99552582', '995525828ABC'],
};

/** Numbers without check digits, and those that three rules of one country may fit. */
const LOOSE = ['395601439', 'GD001', 'HA500', '7523169263', '8032056031'];

const countryOf = (prefix: string) => (prefix === 'EL' ? 'GR' : prefix);
const pairs = (numbers: Record<string, string[]>) =>
  Object.entries(numbers).flatMap(([prefix, all]) => all.map((one) => [prefix, one] as const));

describe('the prefix of a VAT ID', () => {
  it.each([
    ['GR', 'GR094019245', 'EL094019245'],
    ['GR', 'EL 094 019 245', 'EL094019245'],
    ['GR', '094019245', 'EL094019245'],
    ['GB', 'UK980780684', 'GB980780684'],
    ['MC', 'MC40303265045', 'FR40303265045'],
  ])('the prefix of a VAT ID of %s may be written as in %s', (country, written, vatId) => {
    expect(checkVatId(country, written)).toMatchObject({ isValid: true, vatId });
  });
});

describe('VAT IDs', () => {
  it('VAT IDs of every member state are checked', () => {
    const prefixes = EU_COUNTRIES.map((country) => (country === 'GR' ? 'EL' : country));
    expect(Object.keys(FORMS)).toEqual(expect.arrayContaining(prefixes));
    expect(Object.keys(VALID).sort()).toEqual(Object.keys(FORMS).sort());
    expect(Object.keys(INVALID).sort()).toEqual(Object.keys(FORMS).sort());
  });

  it.each(pairs(VALID))('VAT IDs of %s: %s is right', (prefix, number) => {
    const answer = checkVatId(countryOf(prefix), prefix + number);
    expect(answer).toMatchObject({ isValid: true, vatId: prefix + number });
  });

  it.each(pairs(INVALID))('VAT IDs of %s: %s is wrong', (prefix, number) => {
    expect(checkVatId(countryOf(prefix), prefix + number).isValid).toBe(false);
  });

  it('VAT IDs are read with and without prefix, spaces, signs and capitals', () => {
    const signs = fc.constantFrom('', ' ', '.', '-');
    fc.assert(
      fc.property(fc.constantFrom(...pairs(VALID)), signs, fc.boolean(), (pair, sign, isBare) => {
        const [prefix, number] = pair;
        const written = (isBare ? number : prefix + number).toLowerCase().split('').join(sign);
        const answer = checkVatId(countryOf(prefix), written);
        expect(answer).toMatchObject({ isValid: true, vatId: prefix + number });
      }),
    );
  });

  it('VAT IDs with one wrong digit are found four times in five, whatever the country', () => {
    for (const [prefix, number] of pairs(VALID).filter(([, one]) => !LOOSE.includes(one))) {
      const wrong = wrongDigits(number);
      const missed = wrong.filter((one) => checkVatId(countryOf(prefix), prefix + one).isValid);
      expect(missed.length / wrong.length, `${prefix}${number}: ${missed}`).toBeLessThan(0.2);
    }
  });

  it('VAT IDs must belong to the country of the address', () => {
    expect(checkVatId('AT', 'DE136695976').isValid).toBe(false);
    expect(checkVatId('GR', 'EL094259216').isValid).toBe(true);
    expect(checkVatId('MC', 'FR53000005990').vatId).toBe('FR53000005990');
    expect(checkVatId('GB', 'XI980780684')).toMatchObject({ isValid: true, vatId: 'XI980780684' });
  });

  it('a refused VAT ID says what is wrong with it', () => {
    expect(checkVatId('DE', 'DE123').message).toBe('must be a VAT ID of DE such as DE136695976');
    const { message } = checkVatId('DE', 'DE136695978');
    expect(message).toBe('has wrong check digits for a VAT ID of DE');
  });

  it('VAT IDs of other countries are accepted as they are written', () => {
    expect(checkVatId('US', ' 12-3456789 ')).toMatchObject({ isValid: true, vatId: '12-3456789' });
    expect(checkVatId('US', '<b>').isValid).toBe(false);
  });
});

/** The number with each of its digits replaced by each other one, except in a suffix of letters. */
function wrongDigits(number: string): string[] {
  return [...number].flatMap((sign, place) =>
    /\d/.test(sign)
      ? [...'0123456789']
          .filter((digit) => digit !== sign)
          .map((digit) => number.slice(0, place) + digit + number.slice(place + 1))
      : [],
  );
}
