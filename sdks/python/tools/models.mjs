const KEYWORDS = new Set(
  'and as assert async await break class continue def del elif else except False finally for from global if import in is lambda None nonlocal not or pass raise return True try while with yield'.split(
    ' ',
  ),
);

/** Returns a TypedDict for each schema of the document. */
export function modelsOf({ schemas }) {
  const names = new Set(Object.keys(schemas));
  const models = Object.entries(schemas).map(([name, schema]) => modelOf(name, schema, names));
  return [
    'from __future__ import annotations\n',
    'from typing import Any, Dict, List, Literal, TypedDict, Union\n',
    ...models,
  ].join('\n');
}

function modelOf(name, schema) {
  const isObject = schema.properties && Object.keys(schema.properties).length > 0;
  if (!isObject) return `${name} = ${hintOf(schema, { isQuoted: true })}\n`;
  const fields = Object.entries(schema.properties).filter(([key]) => isName(key));
  // A required field that is no name in Python is read by its key, and is not in the model.
  const required = fields.filter(([key]) => schema.required?.includes(key));
  const others = fields.filter(([key]) => !schema.required?.includes(key));
  if (others.length === 0 || required.length === 0) {
    const total = others.length === 0 ? '' : ', total=False';
    return classOf(name, `TypedDict${total}`, { fields, text: schema.description });
  }
  return [
    classOf(`_${name}Required`, 'TypedDict', { fields: required }),
    classOf(name, `_${name}Required, total=False`, { fields: others, text: schema.description }),
  ].join('\n');
}

function classOf(name, bases, { fields, text }) {
  const lines = fields.map(([key, schema]) => {
    const comment = schema.description ? `    # ${schema.description.replaceAll('\n', ' ')}\n` : '';
    return `${comment}    ${key}: ${hintOf(schema)}\n`;
  });
  const head = text ? `    ${docstring(text)}\n\n` : '';
  return `\nclass ${name}(${bases}):\n${head}${lines.join('') || '    pass\n'}`;
}

/** Returns the type hint of a schema. */
export function hintOf(schema, { isQuoted = false } = {}) {
  const inner = (one) => hintOf(one, { isQuoted });
  if (schema === undefined || schema === true) return 'Any';
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1);
    return isQuoted ? `"${name}"` : name;
  }
  if (schema.enum)
    return `Literal[${schema.enum.map((value) => JSON.stringify(value)).join(', ')}]`;
  const choices = (schema.oneOf ?? schema.anyOf)?.filter((one) => one.$ref || one.type || one.enum);
  if (choices?.length > 0) return unionOf(choices.map(inner));
  if (Array.isArray(schema.type))
    return unionOf(schema.type.map((type) => inner({ ...schema, type })));
  if (schema.type === 'array') return `List[${inner(schema.items)}]`;
  const simple = { string: 'str', integer: 'int', number: 'float', boolean: 'bool', null: 'None' };
  return simple[schema.type] ?? (schema.type === 'object' ? 'Dict[str, Any]' : 'Any');
}

function unionOf(hints) {
  const all = [...new Set(hints)];
  return all.length === 1 ? all[0] : `Union[${all.join(', ')}]`;
}

function isName(key) {
  return /^[A-Za-z_]\w*$/.test(key) && !KEYWORDS.has(key);
}

/** Returns a name that Python accepts: `topUp` → `top_up`, `import` → `import_`. */
export function toSnake(name) {
  const snake = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return KEYWORDS.has(snake) ? `${snake}_` : snake;
}

export function docstring(text, indent = '    ') {
  const safe = text.replaceAll('\\', '\\\\').replaceAll('"""', "'''").trim();
  return `"""${safe.replaceAll('\n', `\n${indent}`)}\n${indent}"""`;
}
