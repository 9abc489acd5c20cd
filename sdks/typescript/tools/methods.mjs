import { comment, typeOf } from './types.mjs';

/** Returns an interface for each group of methods, with the documentation of each operation. */
export function methodsOf({ operations, schemas }) {
  const groups = [...new Set(operations.map(({ group }) => group))];
  const texts = groups.map((group) => {
    const own = operations.filter((one) => one.group === group);
    return `export interface ${toType(group)} {\n${own.map((one) => methodOf(one, schemas)).join('')}}\n`;
  });
  const all = groups.map((group) => `  readonly ${group}: ${toType(group)};\n`).join('');
  const used = Object.keys(schemas).filter((name) =>
    new RegExp(`\\b${name}\\b`).test(texts.join('')),
  );
  return [
    `import type { CallOptions, CsvOptions, EventStream, List } from './call.ts';`,
    `import type {\n${used.map((name) => `  ${name},`).join('\n')}\n} from './types.gen.ts';\n`,
    ...texts,
    `/** Every operation of the API. */\nexport interface Methods {\n${all}}\n`,
  ].join('\n');
}

function toType(group) {
  return `${group[0].toUpperCase()}${group.slice(1)}Methods`;
}

function methodOf(operation, schemas) {
  const { verb, answerTypes } = operation;
  const text = comment(documentationOf(operation), '  ');
  const own = argumentsOf(operation);
  const result = resultOf(operation, schemas);
  const line = `  ${verb}(${[...own, 'options?: CallOptions'].join(', ')}): ${result};\n`;
  if (!answerTypes.includes('text/csv') || answerTypes.length === 1) return text + line;
  // As CSV, a list is one text.
  const asText = 'options: CsvOptions';
  const whole = own.map((one) => one.replace(/^(query|input)\?: (.*)$/s, '$1: $2 | undefined'));
  return `${text}${line}${text}  ${verb}(${[...whole, asText].join(', ')}): Promise<string>;\n`;
}

function documentationOf({ summary, description, method, path, refusals }) {
  const codes = refusals.map((code) => `\`${code}\``).join(', ');
  return [`${summary}.`, description, `\`${method} ${path}\``, codes && `Refusals: ${codes}.`]
    .filter(Boolean)
    .join('\n\n');
}

function argumentsOf({ pathParameters, query, body, isBodyRequired, method }) {
  const path = pathParameters.map(({ name }) => `${name}: string`);
  if (body) return [...path, `input${isBodyRequired ? '' : '?'}: ${typeOf(body, '  ')}`];
  if (method !== 'GET' || query.length === 0) return path;
  const required = query.filter(({ required }) => required).map(({ name }) => name);
  const entries = query.map(({ name, schema, description }) => [name, { ...schema, description }]);
  const type = typeOf({ type: 'object', properties: Object.fromEntries(entries), required }, '  ');
  return [...path, `query${required.length > 0 ? '' : '?'}: ${type}`];
}

function resultOf({ answer, answerTypes, isVoid, list }, schemas) {
  if (answerTypes.includes('text/event-stream')) return 'EventStream';
  if (isVoid) return 'Promise<void>';
  if (answer === undefined) {
    return `Promise<${answerTypes.every((type) => type === 'text/csv') ? 'string' : 'Uint8Array'}>`;
  }
  if (!list) return `Promise<${typeOf(answer, '  ')}>`;
  const page = answer.$ref ? schemas[answer.$ref.split('/').at(-1)] : answer;
  const items = list.items === null ? page.items : page.properties[list.items].items;
  return `List<${typeOf(items, '  ')}, ${typeOf(answer, '  ')}>`;
}
