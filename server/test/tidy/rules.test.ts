import { describe, expect, it } from 'vitest';
import { BROKEN } from './broken.ts';
import { KEPT } from './kept.ts';
import { printBreaches } from './rule.ts';
import { toSource } from './source.ts';

describe('each rule sees what breaks it', () => {
  it.each(Object.entries(BROKEN))(
    'a rule sees what breaks it: %s',
    (_, { rule, path, text, line = 1 }) => {
      const found = rule.check([toSource(path, text)]);
      expect(found).toEqual([{ path, line, rule: rule.name, remedy: expect.stringMatching(/\w/) }]);
      expect(printBreaches(found)).toContain(`${path}:${line} ${rule.name}: `);
    },
  );
});

describe('no rule sees what is not there', () => {
  it.each(Object.entries(KEPT))('no rule sees a breach in %s', (_, { rule, path, text }) => {
    expect(rule.check([toSource(path, text)])).toEqual([]);
  });
});
