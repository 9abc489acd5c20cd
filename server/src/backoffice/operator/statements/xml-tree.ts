import sax from 'sax';
import { BadStatement } from './bank-line.ts';

/** An element of an XML document, by its name without the namespace. */
export type Element = {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
  line: number;
};

/** Deeper than any statement. */
const DEEPEST = 40;

/** Returns the root of an XML document. Throws `BadStatement` for any other text. */
export function readXml(text: string): Element {
  const parser = sax.parser(true, { xmlns: true, position: true });
  const root = elementOf('', 1);
  const path = [root];
  const refuse = (reason: string) => {
    throw new BadStatement([{ line: parser.line + 1, reason }]);
  };
  parser.onopentag = ({ name, attributes }) => {
    const element = elementOf(localOf(name), parser.line + 1);
    for (const [key, value] of Object.entries(attributes)) {
      element.attributes[key] = typeof value === 'string' ? value : value.value;
    }
    path.at(-1)?.children.push(element);
    if (path.push(element) > DEEPEST) refuse('the elements are nested too deep');
  };
  parser.onclosetag = () => void path.pop();
  const addText = (more: string) => {
    const element = path.at(-1);
    if (element) element.text += more;
  };
  parser.ontext = addText;
  parser.oncdata = addText;
  parser.ondoctype = () => refuse('a document type is not taken');
  parser.onerror = (error) => refuse(`the XML is broken: ${error.message.split('\n')[0]}`);
  parser.write(text).close();
  return root.children[0] ?? root;
}

function elementOf(name: string, line: number): Element {
  return { name, attributes: {}, children: [], text: '', line };
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Returns the elements at the end of a path of names. */
export function allAt(from: Element | undefined, path: string): Element[] {
  if (!from) return [];
  return path
    .split('/')
    .reduce(
      (found: Element[], name) =>
        found.flatMap(({ children }) => children.filter((child) => child.name === name)),
      [from],
    );
}

/** Returns the text of the first element at the end of a path; '' if there is none. */
export function textAt(from: Element | undefined, path: string): string {
  return allAt(from, path)[0]?.text.trim() ?? '';
}
