import { describe, expect, it } from 'vitest';
import type { Refusal } from './refusal.ts';
import { KEY_SCOPES as all, requireScope, scopesOfKey } from './scopes.ts';

describe('scopes', () => {
  it.each(all)('of a key with %s are itself and reading', (granted) => {
    const ctx = { scopes: [granted] };
    for (const needed of all) {
      const may = needed === granted || needed === 'read';
      if (may) expect(() => requireScope(ctx, needed)).not.toThrow();
      else expect(refusalOf(() => requireScope(ctx, needed))).toBe('insufficient_scope');
    }
  });

  it('of a key include buying credits with manage, and colleagues or the platform never', () => {
    expect(scopesOfKey(['manage'])).toEqual(['manage', 'billing']);
    expect(scopesOfKey(['read', 'sell', 'refund'])).toEqual(['read', 'sell', 'refund']);
  });

  it('of which any one is enough let in who has one of them', () => {
    const any = ['sell', 'billing'] as const;
    expect(() => requireScope({ scopes: ['billing'] }, any)).not.toThrow();
    expect(() => requireScope({ scopes: ['read', 'sell'] }, any)).not.toThrow();
    expect(refusalOf(() => requireScope({ scopes: ['read', 'refund'] }, any))).toBe(
      'insufficient_scope',
    );
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
