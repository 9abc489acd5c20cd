const ELEMENTS = new Set(
  (
    'svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient ' +
    'stop clipPath mask title desc symbol use'
  ).split(' '),
);
/** Elements of drawing programs, which draw nothing: left out with all that is in them. */
const DROPPED = /^(metadata|[\w-]+:[\w-]+)$/;
const ATTRIBUTES = new Set(
  (
    'id x y x1 y1 x2 y2 cx cy r rx ry fx fy d points width height viewBox preserveAspectRatio ' +
    'transform fill fill-rule fill-opacity stroke stroke-width stroke-linecap stroke-linejoin ' +
    'stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity opacity clip-path ' +
    'clip-rule mask maskUnits maskContentUnits clipPathUnits gradientUnits gradientTransform ' +
    'spreadMethod offset stop-color stop-opacity pathLength role aria-label display visibility'
  ).split(' '),
);
const MAX_DEPTH = 32;
const MAX_ELEMENTS = 5_000;
/** A comment, an instruction, a tag with its attributes, or text between them. */
const TOKEN = new RegExp(
  String.raw`<!--[\s\S]*?-->|<\?[\s\S]*?\?>|` +
    String.raw`<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|` +
    '[^<]+',
  'gy',
);
const ATTRIBUTE = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
/** A value that leaves the attribute, names something elsewhere, or could run. */
const UNSAFE = new RegExp(
  String.raw`[<>&"\\]|url\s*\((?!\s*#[\w-]+\s*\))|(javascript|data|https?|file|ftp)\s*:|` +
    String.raw`@import|expression\s*\(`,
  'i',
);

/** A file that cannot be made safe; the message is the end of a sentence. */
export class UnsafeSvg extends Error {}

type Reading = {
  written: string;
  count: number;
  /** The elements that are open. */
  open: string[];
  /** How many were when one was left out; 0 while none is. */
  droppedAt: number;
};

/**
 * Returns an SVG written anew with nothing but the elements and attributes of a list: shapes, their
 * looks, and references within the file. Throws `UnsafeSvg` for a file that is not well formed or
 * has other elements; comments, instructions and a drawing program's own data are left out.
 */
export function toSafeSvg(text: string): string {
  const reading: Reading = { written: '', count: 0, open: [], droppedAt: 0 };
  for (const [token, slash, name, attributes = '', empty] of tokensOf(text)) {
    if (name === undefined) readText(reading, token);
    else if (slash) endElement(reading, name);
    else startElement(reading, name, { attributes, isEmpty: empty === '/' });
  }
  if (reading.open.length > 0 || reading.count === 0) throw new UnsafeSvg('must be well formed');
  return reading.written;
}

function* tokensOf(text: string): Generator<RegExpExecArray> {
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let found = TOKEN.exec(text); found; found = TOKEN.exec(text)) {
    end = TOKEN.lastIndex;
    if (!/^<[!?]/.test(found[0])) yield found;
  }
  if (end !== text.length) throw new UnsafeSvg('must be well formed, without a document type');
}

/** Keeps the words of a title or description; there is no other text. */
function readText(reading: Reading, text: string): void {
  if (reading.droppedAt > 0) return;
  const within = reading.open.at(-1);
  if (within === 'title' || within === 'desc') reading.written += escapeText(text);
  else if (text.trim() !== '') throw new UnsafeSvg('must have no loose text');
}

function endElement(reading: Reading, name: string): void {
  if (reading.open.pop() !== name) throw new UnsafeSvg('must be well formed');
  if (reading.droppedAt === 0) reading.written += `</${name}>`;
  if (reading.droppedAt > reading.open.length) reading.droppedAt = 0;
}

type Tag = { attributes: string; isEmpty: boolean };

function startElement(reading: Reading, name: string, { attributes, isEmpty }: Tag): void {
  reading.count += 1;
  checkElement(reading, name);
  const isDropped = reading.droppedAt > 0 || DROPPED.test(name);
  if (!isDropped) {
    reading.written += `<${name}${attributesOf(name, attributes)}${isEmpty ? '/>' : '>'}`;
  }
  if (isEmpty) return;
  reading.open.push(name);
  if (isDropped && reading.droppedAt === 0) reading.droppedAt = reading.open.length;
}

function checkElement({ open, count }: Reading, name: string): void {
  if (!ELEMENTS.has(name) && !DROPPED.test(name)) {
    throw new UnsafeSvg(`must not have an element <${name}>`);
  }
  const isRoot = count === 1 && name === 'svg';
  if (open.length === 0 && !isRoot) throw new UnsafeSvg('must have one <svg> around everything');
  if (open.length >= MAX_DEPTH || count > MAX_ELEMENTS) throw new UnsafeSvg('must be simpler');
}

function attributesOf(element: string, text: string): string {
  const pairs = [...text.matchAll(ATTRIBUTE)].flatMap(([, name = '', double, single]) =>
    pairsOf(name, (double ?? single ?? '').trim()),
  );
  const kept = new Map(pairs.filter(([name, value]) => isSafe(name, value)));
  const space = element === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : '';
  return space + [...kept].map(([name, value]) => ` ${name}="${value}"`).join('');
}

/** Returns an attribute for each declaration of a style. */
function pairsOf(name: string, value: string): [string, string][] {
  if (name === 'xlink:href') return [['href', value]];
  if (name !== 'style') return [[name, value]];
  return value.split(';').map((declaration) => {
    const [key = '', ...rest] = declaration.split(':');
    return [key.trim(), rest.join(':').trim()];
  });
}

/** Returns whether the reference stays within the file. */
function isSafe(name: string, value: string): boolean {
  if (name === 'href') return /^#[\w-]+$/.test(value);
  return ATTRIBUTES.has(name) && !UNSAFE.test(value);
}

function escapeText(text: string): string {
  return text.replace(/&(?!(amp|lt|gt|quot|apos|#\d{1,7});)/g, '&amp;').replace(/>/g, '&gt;');
}
