import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitStatements } from './split-statements.ts';

it.each([
  ['select 1; select 2;\n', ['select 1', 'select 2']],
  ['select 1', ['select 1']],
  ["select ';', 'it''s; one'; select 2", ["select ';', 'it''s; one'", 'select 2']],
  [
    String.raw`select e'it\'s; one', like';'; select 2`,
    [String.raw`select e'it\'s; one', like';'`, 'select 2'],
  ],
  ['select 1 as "a;""b"; select 2', ['select 1 as "a;""b"', 'select 2']],
  ['do $$ begin; end $$; select 2', ['do $$ begin; end $$', 'select 2']],
  ['do $a$ $$ ; $$ $a$; select 2', ['do $a$ $$ ; $$ $a$', 'select 2']],
  ["-- it's; nothing\nselect 1;\n-- the end;\n", ["-- it's; nothing\nselect 1"]],
  ["/* it's; */ select 1; /* ; */ ;", ["/* it's; */ select 1"]],
  ['', []],
])('%j has the statements %j', (text, statements) => {
  expect(splitStatements(text)).toEqual(statements);
});

it('finds the statements of any file again', () => {
  const statement = fc
    .array(fc.constantFrom('a', ' ', "';'", '"; "', '$$;$$', '$x$;$$;$x$', '-- ;\n', '/* ; */'))
    .map((pieces) => `select ${pieces.join(' ')} 1`);
  fc.assert(
    fc.property(fc.array(statement), (statements) => {
      expect(splitStatements(statements.join(';\n'))).toEqual(statements);
    }),
  );
});
