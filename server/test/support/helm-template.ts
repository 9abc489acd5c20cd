import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';

/**
 * Renders the templates of a Helm chart: the part of Go's template language that our chart uses.
 * Throws if a template names an unknown value, function or definition.
 */
export async function renderChart(
  chart: string,
  values: object,
): Promise<Record<string, unknown>[]> {
  const read = async (path: string) => readFile(join(chart, path), 'utf8');
  const names = (await readdir(join(chart, 'templates'))).sort();
  const about = parse(await read('Chart.yaml')) as Record<string, string>;
  const root = {
    Values: merge(parse(await read('values.yaml')), values),
    Chart: { Name: about.name, Version: about.version, AppVersion: about.appVersion },
    Release: { Name: 'test', Service: 'Helm', Namespace: 'default' },
  };
  const definitions = new Map<string, Node[]>();
  const sources = await Promise.all(names.map((name) => read(`templates/${name}`)));
  const trees = sources.map((source) => parseNodes(tokenize(source), definitions));
  const scope: Scope = { dot: root, root, variables: {}, definitions };
  const texts = trees.map((nodes) => render(nodes, scope));
  return texts
    .flatMap((text) => text.split(/^---$/m))
    .map((text) => parse(text) as Record<string, unknown> | null)
    .filter((document) => document !== null);
}

type Token = { text: string } | { action: string };
type Node =
  | { kind: 'text'; text: string }
  | { kind: 'print'; pipe: string }
  | { kind: 'if'; pipe: string; body: Node[] }
  | { kind: 'range'; names: string[]; pipe: string; body: Node[] };
type Scope = {
  dot: unknown;
  root: unknown;
  variables: Record<string, unknown>;
  definitions: Map<string, Node[]>;
};

/** `{{-` and `-}}` remove the white space beside them. */
function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trims = false;
  for (const match of source.matchAll(/\{\{(-?)\s*([\s\S]*?)\s*(-?)\}\}/g)) {
    const [whole, before, action = '', after] = match;
    let text = source.slice(at, match.index);
    if (trims) text = text.trimStart();
    if (before) text = text.trimEnd();
    tokens.push({ text });
    if (!action.startsWith('/*')) tokens.push({ action });
    trims = after === '-';
    at = match.index + whole.length;
  }
  const last = source.slice(at);
  return [...tokens, { text: trims ? last.trimStart() : last }];
}

/** Takes tokens up to the matching `end`. */
function parseNodes(tokens: Token[], definitions: Map<string, Node[]>): Node[] {
  const nodes: Node[] = [];
  for (let token = tokens.shift(); token; token = tokens.shift()) {
    if ('text' in token) {
      nodes.push({ kind: 'text', text: token.text });
      continue;
    }
    const [, word = '', rest = ''] = /^(if|range|define|end|else)?\s*([\s\S]*)$/.exec(
      token.action,
    ) ?? ['', '', token.action];
    if (word === 'end') return nodes;
    if (word === 'else') throw new Error('The renderer knows no else.');
    if (word === '') nodes.push({ kind: 'print', pipe: token.action });
    if (word === 'define') definitions.set(JSON.parse(rest), parseNodes(tokens, definitions));
    if (word === 'if')
      nodes.push({ kind: 'if', pipe: rest, body: parseNodes(tokens, definitions) });
    if (word === 'range') {
      const [names = '', pipe = ''] = rest.split(':=');
      const body = parseNodes(tokens, definitions);
      nodes.push({ kind: 'range', names: names.match(/\w+/g) ?? [], pipe, body });
    }
  }
  return nodes;
}

function render(nodes: Node[], scope: Scope): string {
  return nodes.map((node) => renderNode(node, scope)).join('');
}

function renderNode(node: Node, scope: Scope): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'print':
      return String(evaluate(node.pipe, scope));
    case 'if':
      return isTrue(evaluate(node.pipe, scope)) ? render(node.body, scope) : '';
    case 'range':
      return Object.entries(evaluate(node.pipe, scope) as object)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, value]) => {
          const [first = '', second = ''] = node.names;
          const variables = { ...scope.variables, [first]: key, [second]: value };
          return render(node.body, { ...scope, variables });
        })
        .join('');
  }
}

/** As Go sees it: empty collections, texts and zero are false. */
function isTrue(value: unknown): boolean {
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

function evaluate(pipe: string, scope: Scope): unknown {
  const [first = '', ...others] = splitOutside(pipe, '|');
  const start = call(first, scope, []);
  return others.reduce<unknown>((value, stage) => call(stage, scope, [value]), start);
}

function call(stage: string, scope: Scope, piped: unknown[]): unknown {
  const [name = '', ...words] = splitOutside(stage.trim(), ' ').filter((word) => word !== '');
  if (words.length === 0 && piped.length === 0) return operand(name, scope);
  const given = [...words.map((word) => operand(word, scope)), ...piped];
  return apply(name, given, scope);
}

function apply(name: string, given: unknown[], scope: Scope): unknown {
  const [first, second] = given;
  switch (name) {
    case 'include': {
      const nodes = scope.definitions.get(String(first));
      if (!nodes) throw new Error(`The template ${first} is not defined.`);
      return render(nodes, { ...scope, dot: second, root: second, variables: {} });
    }
    case 'nindent':
      return `\n${String(second).replace(/^(?=.)/gm, ' '.repeat(Number(first)))}`;
    case 'quote':
      return JSON.stringify(String(first));
    case 'default':
      return isTrue(second) ? second : first;
    case 'required':
      if (second === undefined || second === '') throw new Error(String(first));
      return second;
    case 'toYaml':
      return stringify(first).trimEnd();
    case 'printf':
      return given
        .slice(1)
        .reduce<string>((text, each) => text.replace('%s', `${each}`), `${first}`);
    case 'and':
      return given.find((each) => !isTrue(each)) ?? given.at(-1);
    case 'or':
      return given.find(isTrue) ?? given.at(-1);
    case 'not':
      return !isTrue(first);
    default:
      throw new Error(`The renderer knows no function ${name}.`);
  }
}

function operand(word: string, scope: Scope): unknown {
  if (word.startsWith('"')) return JSON.parse(word);
  if (/^\d+$/.test(word)) return Number(word);
  if (word.startsWith('(')) return evaluate(word.slice(1, -1), scope);
  if (word === '.') return scope.dot;
  if (word.startsWith('$')) return scope.variables[word.slice(1)];
  if (!word.startsWith('.')) throw new Error(`The renderer knows no operand ${word}.`);
  return word
    .slice(1)
    .split('.')
    .reduce((found, key) => read(found, key, word), scope.dot);
}

function read(from: unknown, key: string, path: string): unknown {
  if (from === null || typeof from !== 'object' || !Object.hasOwn(from, key))
    throw new Error(`The value ${path} is not in values.yaml.`);
  return (from as Record<string, unknown>)[key];
}

/** Splits where neither quotes nor parentheses are open. */
function splitOutside(text: string, separator: string): string[] {
  const parts = [''];
  let depth = 0;
  let isQuoted = false;
  for (const letter of text) {
    if (letter === '"') isQuoted = !isQuoted;
    if (!isQuoted && letter === '(') depth += 1;
    if (!isQuoted && letter === ')') depth -= 1;
    if (letter === separator && depth === 0 && !isQuoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function merge(base: unknown, over: unknown): unknown {
  const areObjects = [base, over].every(
    (value) => value !== null && typeof value === 'object' && !Array.isArray(value),
  );
  if (!areObjects) return over === undefined ? base : over;
  const [below, above] = [base as Record<string, unknown>, over as Record<string, unknown>];
  const keys = new Set([...Object.keys(below), ...Object.keys(above)]);
  return Object.fromEntries([...keys].map((key) => [key, merge(below[key], above[key])]));
}
