/** One letter for each way of paging; `operations.ts` reads them. */
const PAGING = { none: 'l', cursor: 'c', sequence: 's', index: 'i', body: 'b' };

/**
 * Returns the table of operations as one text, a line for each, which costs far fewer bytes than
 * code: `verb METHOD path flags`, after a line with the group.
 */
export function tableOf({ operations }) {
  const lines = [];
  let group;
  for (const operation of operations) {
    if (operation.group !== group) lines.push(`#${operation.group}`);
    group = operation.group;
    lines.push(lineOf(operation));
  }
  return `export const TABLE: string = \`${lines.join('\n')}\`;\n`;
}

function lineOf(operation) {
  const { verb, method, path, access, takesKey, isRead, list, answerTypes } = operation;
  const flags = [
    access === 'open' && 'o',
    access === 'credentials' && 'p',
    takesKey && 'k',
    (operation.body || (method === 'GET' && operation.query.length > 0)) && 'a',
    isRead && method !== 'GET' && 'r',
    answerTypes.includes('text/event-stream') && 'e',
    list && PAGING[list.paging] + (list.items ?? ''),
  ].filter(Boolean);
  return [verb, method, path, flags.join(',')].join(' ').trim();
}
