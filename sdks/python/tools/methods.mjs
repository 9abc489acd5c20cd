import { docstring, hintOf, toSnake } from './models.mjs';

const OPTIONS = [
  'idempotency_key: Optional[str] = None',
  'timeout: Optional[float] = None',
  'locale: Optional[str] = None',
];
const PASSED = 'idempotency_key=idempotency_key, timeout=timeout, locale=locale';

/** Returns a class for each group of methods, once for each kind of client. */
export function methodsOf({ operations, schemas }) {
  const groups = [...new Set(operations.map(({ group }) => group))];
  const texts = ['', 'Async'].flatMap((kind) => [
    ...groups.map((group) => classOf(kind, group, { operations, schemas })),
    allOf(kind, groups),
  ]);
  return [
    'from __future__ import annotations\n',
    'from typing import Any, Dict, List, Literal, Optional, Union\n',
    'from .lists import AsyncEvents, AsyncList, Events, Items',
    'from .models_gen import *  # noqa: F403\n',
    ...texts,
  ].join('\n');
}

function allOf(kind, groups) {
  const lines = groups.map(
    (group) => `        self.${toSnake(group)} = ${kind}${toClass(group)}(call)\n`,
  );
  return `\nclass ${kind}Methods:\n    """Every operation of the API."""\n\n    def __init__(self, call: Any) -> None:\n${lines.join('')}`;
}

function toClass(group) {
  return `${group[0].toUpperCase()}${group.slice(1)}Methods`;
}

function classOf(kind, group, { operations, schemas }) {
  const own = operations.filter((one) => one.group === group);
  const methods = own.map((one) => methodOf(kind, one, schemas)).join('\n');
  // Inside the class, a method called `list` hides the built-in type; hints are never evaluated.
  return `\nclass ${kind}${toClass(group)}:\n    def __init__(self, call: Any) -> None:\n        self._call = call\n\n${methods}`;
}

function methodOf(kind, operation, schemas) {
  const { verb, name, pathParameters, body, isBodyRequired, method, query, answerTypes } =
    operation;
  const path = pathParameters.map((one) => toSnake(one.name));
  const hasInput = body !== undefined || (method === 'GET' && query.length > 0);
  const isNeeded = body ? isBodyRequired : query.some(({ required }) => required);
  const given = hasInput ? [`input: ${inputHint(operation, isNeeded)}`] : [];
  const hasCsv = answerTypes.includes('text/csv') && answerTypes.length > 1;
  const options = hasCsv ? [...OPTIONS, 'accept: Optional[str] = None'] : OPTIONS;
  const signature = ['self', ...path.map((one) => `${one}: str`), ...given, '*', ...options];
  const passed = [
    JSON.stringify(name),
    `[${path.join(', ')}]`,
    hasInput ? 'input' : 'None',
    PASSED,
  ];
  if (hasCsv) passed.push('accept=accept');
  const { hint, isAwaited } = resultOf(kind, operation, schemas);
  const def = isAwaited ? 'async def' : 'def';
  return [
    `    ${def} ${toSnake(verb)}(${signature.join(', ')}) -> ${hint}:`,
    `        ${docstring(documentationOf(operation), '        ')}`,
    `        return ${isAwaited ? 'await ' : ''}self._call(${passed.join(', ')})\n`,
  ].join('\n');
}

function inputHint({ body }, isNeeded) {
  const hint = body?.$ref ? hintOf(body) : 'Dict[str, Any]';
  return isNeeded ? hint : `Optional[${hint}] = None`;
}

function documentationOf(operation) {
  const { summary, description, method, path, refusals, body, query, answerTypes } = operation;
  const properties = Object.entries(body?.properties ?? {});
  const fields = body ? properties : query.map((one) => [one.name, one]);
  const lines = fields.map(
    ([name, { description: text = '' }]) => `- ${name}: ${text.replaceAll('\n', ' ')}`,
  );
  return [
    `${summary}.`,
    description,
    `${method} ${path}`,
    lines.length > 0 && `Input:\n${lines.join('\n')}`,
    answerTypes.includes('text/csv') && 'With accept="text/csv" the list is returned as text.',
    refusals.length > 0 && `Refusals: ${refusals.join(', ')}.`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

function resultOf(kind, { answer, answerTypes, isVoid, list }, schemas) {
  if (answerTypes.includes('text/event-stream')) return { hint: `${kind}Events`, isAwaited: false };
  const isAwaited = kind === 'Async';
  if (isVoid) return { hint: 'None', isAwaited };
  if (answer === undefined) {
    return { hint: answerTypes.every((type) => type === 'text/csv') ? 'str' : 'bytes', isAwaited };
  }
  if (!list) return { hint: hintOf(answer), isAwaited };
  const page = answer.$ref ? schemas[answer.$ref.split('/').at(-1)] : answer;
  const items = list.items === null ? page.items : page.properties[list.items].items;
  const hint = `${kind === 'Async' ? 'AsyncList' : 'Items'}[${hintOf(items)}, ${hintOf(answer)}]`;
  return { hint, isAwaited: false };
}
