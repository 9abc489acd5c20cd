import { describe, expect, it } from 'vitest';
import { createTestDatabase } from '../../../../test/support/database.ts';
import { forThisFile } from '../../../../test/support/for-this-file.ts';
import { addDeliveredProfiles } from '../add-delivered-profiles.ts';
import { toDeliveredProfile } from './delivered-profile.ts';

// Profiles are kept and sold to nobody.
const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });

const GIVEN = {
  iccid: '8985200000000000010',
  profileId: 'E1',
  imsi: '454000000000001',
  activationCode: 'LPA:1$rsp.supplier.example$SIM-1',
  confirmationCode: null,
  apn: null,
};

describe('an eSIM that a supplier delivered', () => {
  it('is kept with its ICCID in one spelling, and without an IMSI or APN that is none', async () => {
    const long = 'a'.repeat(101);
    const odd = { ...GIVEN, iccid: ' 8985200000000000010f', imsi: '45400', apn: long };
    const profile = toDeliveredProfile(odd);
    expect(profile).toEqual({
      ...{ iccid: '8985200000000000010', profileId: 'E1', imsi: null, apn: null },
      ...{ smdpAddress: 'rsp.supplier.example', matchingId: 'SIM-1', smdpOid: null },
      confirmationCode: null,
    });
    if (!profile) throw new Error('It has all that a device needs.');
    const added = db.transaction((tx) =>
      addDeliveredProfiles(tx, [{ carrier: 'alpine', profile }]),
    );
    expect(await added).toEqual([profile]);
  });

  it('is added once, whichever of the carriers and orders of a list brings it again', async () => {
    const named = (iccid: string, imsi: string) => {
      const profile = toDeliveredProfile({ ...GIVEN, iccid, imsi });
      if (!profile) throw new Error('It has all that a device needs.');
      return profile;
    };
    const [one, other] = ['8985200000000000028', '8985200000000000036'];
    const list = [
      { carrier: 'alpine', profile: named(one, '454000000000002') },
      { carrier: 'alpine', profile: named(one, '454000000000002') },
      { carrier: 'coastal', profile: named(one, '454000000000002') },
      { carrier: 'alpine', profile: named(other, '454000000000002') },
      { carrier: 'coastal', profile: named(other, '454000000000003') },
    ];
    const add = () => db.transaction((tx) => addDeliveredProfiles(tx, list));
    const none = undefined;
    expect(await add()).toEqual([list[0]?.profile, none, none, none, list[4]?.profile]);
    expect(await add()).toEqual([none, none, none, none, none]);
  });

  it('is taken without an IMSI that another one has', async () => {
    const imsi = '260060145143896';
    const list = ['8985200000000000044', '8985200000000000051'].map((iccid) => ({
      carrier: 'alpine',
      profile: toDeliveredProfile({ ...GIVEN, iccid, imsi }) ?? null,
    }));
    const add = () => db.transaction((tx) => addDeliveredProfiles(tx, list));
    expect(await add()).toEqual([list[0]?.profile, { ...list[1]?.profile, imsi: null }]);
    expect(await add()).toEqual([undefined, undefined]);
  });

  it.each([
    { iccid: null },
    { iccid: '123' },
    { iccid: '8.985200000000E+18' },
    { profileId: null },
    { activationCode: '' },
    { activationCode: 'LPA:1$$SIM-1' },
    { activationCode: 'LPA:1$rsp.supplier.example$' },
    { confirmationCode: '1'.repeat(65) },
  ])('is not delivered yet while it cannot be installed: %j', (part) => {
    expect(toDeliveredProfile({ ...GIVEN, ...part })).toBeUndefined();
  });
});
