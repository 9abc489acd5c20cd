import { afterAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../simulators/conformance/checks.ts';
import { OTHER_READINGS, SUBJECTS } from '../../simulators/conformance/open-subject.ts';
import type { Subject } from '../../simulators/conformance/subject.ts';
import { sandboxOrders } from '../../src/connectivity/carriers/index.ts';
import { createOutgoing } from '../../src/platform/outgoing/outgoing.ts';
import { createTestDatabase } from '../support/database.ts';
import { forThisFile } from '../support/for-this-file.ts';

// Profiles are ordered and sold to nobody.
const { db } = await forThisFile(createTestDatabase(), { hasBooks: false });
const outgoing = createOutgoing();
afterAll(() => outgoing.close());

describe('the sandbox carrier', () => {
  const carrier = sandboxOrders(db);
  declareChecks({ carrier, item: 'sandbox-1gb', calls: [], secrets: [] });

  it('has no optional verbs', () => {
    expect(carrier.capabilities.verbs).toEqual([]);
  });

  it('leaves slower data to the simulated phone', () => {
    expect(carrier.capabilities.throttles).toBe('simulated');
  });
});

for (const [name, open] of Object.entries(SUBJECTS)) {
  const { subject } = await forThisFile(open(outgoing));
  describe(`the connector ${name}`, () => declareChecks(subject));

  const openOther = OTHER_READINGS[name] ?? open;
  const { subject: other } = await forThisFile(openOther(outgoing));
  describe(`the connector ${name}, by the other reading of its documents`, () => {
    declareChecks(other);

    it('returns the same catalogue', async () => {
      expect(await other.carrier.catalogue()).toEqual(await subject.carrier.catalogue());
    });
  });
}

function declareChecks(subject: Subject): void {
  for (const check of CHECKS.filter((one) => one.applies(subject))) {
    it(check.title, () => check.run(subject));
  }
}
