import { describe, expect, it } from 'vitest';
import type { Refusal } from '../lib/refusal.ts';
import { requireScope } from './scopes.ts';

describe('scopes', () => {
  const all = ['read', 'sell', 'refund', 'manage'] as const;

  it.each(all)('of a key with %s are itself and reading', (granted) => {
    const ctx = { scopes: [granted] };
    for (const needed of all) {
      const may = needed === granted || needed === 'read';
      if (may) expect(() => requireScope(ctx, needed)).not.toThrow();
      else expect(refusalOf(() => requireScope(ctx, needed))).toBe('insufficient_scope');
    }
  });

  function refusalOf(work: () => void): string | undefined {
    try {
      work();
    } catch (error) {
      return (error as Refusal).code;
    }
    return undefined;
  }
});
