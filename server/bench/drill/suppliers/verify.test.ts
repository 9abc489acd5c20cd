import { describe, expect, it } from 'vitest';
import { checkSales, differences } from './verify.ts';

describe('what a supplier sold and what the store has', () => {
  it('are the same in any order', () => {
    expect(differences('eSIMs', ['a', 'b'], ['b', 'a'])).toEqual([]);
  });

  it('differ where one is lost, made up, or there twice', () => {
    expect(differences('eSIMs', ['a', 'b'], ['b', 'c'])).toEqual([
      'eSIMs: nobody knows a',
      'eSIMs: never sold c',
    ]);
    expect(differences('eSIMs', ['a'], ['a', 'a'])).toEqual(['eSIMs: the store has one twice']);
    expect(differences('eSIMs', ['a', 'a'], ['a'])).toEqual([
      'eSIMs: the supplier names one twice',
    ]);
  });
});

describe('the sales of a drill', () => {
  const active = { key: 'k', packageId: 'p', packageState: 'ACTIVE' };
  const failed = { key: 'k', packageId: 'q', packageState: 'FAILED' };

  it('are made once a key, or fail', () => {
    expect(checkSales([{ key: 'k', status: 200, packageId: 'p' }], [failed, active])).toEqual([]);
    expect(checkSales([{ key: 'k', status: 503 }], [failed])).toEqual([]);
  });

  it.each([
    ['twice', { status: 200, packageId: 'p' }, [active, { ...active, packageId: 'r' }]],
    ['never after a success', { status: 200, packageId: 'q' }, [failed]],
    ['as another package than was told', { status: 202, packageId: 'x' }, [active]],
    ['without an end', { status: 202, packageId: 'p' }, [{ ...active, packageState: 'PENDING' }]],
    ['without an answer', {}, [failed]],
  ])('are a violation when one is made %s', (_, answer, orders) => {
    expect(checkSales([{ key: 'k', ...answer }], orders)).toHaveLength(1);
  });
});
