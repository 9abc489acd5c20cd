import { TABLE } from './operations.gen.ts';

/** An operation as the table has it. */
export type Operation = {
  /** Its name in the client, such as `customers.register`. */
  name: string;
  method: string;
  path: string;
  access: 'token' | 'credentials' | 'open';
  takesKey: boolean;
  /** A query or a body can be given. */
  hasInput: boolean;
  /** Repeating it changes nothing. */
  isRead: boolean;
  isStream: boolean;
  /** How the list is paged, if it is one, and which property of a page has the items. */
  paging?: 'none' | 'cursor' | 'sequence' | 'index' | 'body';
  items: string;
};

const PAGING = { l: 'none', c: 'cursor', s: 'sequence', i: 'index', b: 'body' } as const;

/** Returns every operation; each line of the table is one, or begins a group. */
export function readOperations(): Operation[] {
  let group = '';
  const operations: Operation[] = [];
  for (const line of TABLE.split('\n')) {
    if (line.startsWith('#')) group = line.slice(1);
    else operations.push(toOperation(group, line));
  }
  return operations;
}

function toOperation(group: string, line: string): Operation {
  const [verb, method = '', path = '', text = ''] = line.split(' ');
  const flags = text.split(',');
  const list = flags.find((flag) => /^[lcsib]/.test(flag)) ?? '';
  return {
    name: `${group}.${verb}`,
    method,
    path,
    access: flags.includes('o') ? 'open' : flags.includes('p') ? 'credentials' : 'token',
    takesKey: flags.includes('k'),
    hasInput: flags.includes('a'),
    isRead: method === 'GET' || flags.includes('r'),
    isStream: flags.includes('e'),
    paging: PAGING[list[0] as keyof typeof PAGING],
    items: list.slice(1),
  };
}
