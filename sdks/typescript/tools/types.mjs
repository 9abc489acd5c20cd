/** Returns a type for each schema of the document, the events, and the codes of refusals. */
export function typesOf({ schemas, events, codes }) {
  const types = Object.entries(schemas).map(
    ([name, schema]) => `${comment(schema.description)}export type ${name} = ${typeOf(schema)};\n`,
  );
  return [...types, eventsOf(events), codesOf(codes)].join('\n');
}

/** Returns the type of a schema, on as many lines as it has properties. */
export function typeOf(schema, indent = '') {
  if (schema === undefined || schema === true) return 'unknown';
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.allOf) return schema.allOf.map((one) => typeOf(one, indent)).join(' & ');
  const choices = (schema.oneOf ?? schema.anyOf)?.filter(isType);
  if (choices?.length > 0) return unionOf(choices, indent);
  if (Array.isArray(schema.type)) {
    return schema.type.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  }
  if (schema.type === 'array') return `Array<${typeOf(schema.items, indent)}>`;
  if (schema.type === 'object' || schema.properties) return objectOf(schema, indent);
  if (schema.type === 'integer') return 'number';
  return schema.type ?? 'unknown';
}

/** An alternative that only narrows the values (`{ format: 'ipv4' }`) is no type of its own. */
function isType(schema) {
  return Object.keys(schema).some((key) => !['format', 'pattern', 'required'].includes(key));
}

function unionOf(choices, indent) {
  return [...new Set(choices.map((one) => typeOf(one, indent)))].join(' | ');
}

function objectOf({ properties = {}, required = [], additionalProperties }, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(properties).map(([name, schema]) => {
    const mark = required.includes(name) ? '' : '?';
    const text = comment(schema.description, inner);
    return `${text}${inner}${propertyName(name)}${mark}: ${typeOf(schema, inner)};\n`;
  });
  if (additionalProperties) {
    const values = lines.length > 0 ? 'unknown' : typeOf(additionalProperties, inner);
    lines.push(`${inner}[name: string]: ${values};\n`);
  }
  if (lines.length === 0) return 'Record<string, unknown>';
  return `{\n${lines.join('')}${indent}}`;
}

function propertyName(name) {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** Returns a comment of these lines, or nothing if there is no text. */
export function comment(text, indent = '') {
  if (!text) return '';
  const lines = text.replaceAll('*/', '*\\/').trim().split('\n');
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`;
}

function eventsOf(events) {
  const common = events.filter(({ isCommon }) => isCommon);
  const original = events.filter(({ isCommon }) => !isCommon);
  return [
    '/** An event in the common shape; `type` tells them apart. */',
    `export type GigastoreEvent =\n${common.map(({ type }) => `  | ${type}`).join('\n')};\n`,
    '/** The bodies of the endpoints that one of the original events has for itself. */',
    `export type OriginalBodies = {\n${original.map(({ name, type }) => `  '${name}': ${type};`).join('\n')}\n};\n`,
  ].join('\n');
}

function codesOf(codes) {
  const union = codes.map((code) => `  | '${code}'`).join('\n');
  return `/** The codes of the store's refusals. */\nexport type RefusalCode =\n${union};\n`;
}
