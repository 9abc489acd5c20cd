import { expect, it } from 'vitest';
import { stopReasons } from '../../../portal/src/pages/batches/stop-reasons.ts';
import { STOPPING } from '../../src/commerce/sale-batches/index.ts';

it.each([...STOPPING])('the portal says in words that a batch was stopped by %s', (code) => {
  for (const reasons of Object.values(stopReasons)) expect(reasons[code]).toMatch(/\w\.$/);
});
