import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSafeSvg, UnsafeSvg } from './safe-svg.ts';

const NS = 'xmlns="http://www.w3.org/2000/svg"';

describe('an SVG', () => {
  it('keeps shapes, gradients and references within the file', () => {
    const text = `<?xml version="1.0"?><!-- made by hand -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"
 viewBox='0 0 8 8'>
<title>Acme &amp; Co</title><defs><linearGradient id="a"><stop offset="0" stop-color="#fff"/>
</linearGradient></defs><path d="M0 0h8v8z" fill="url(#a)"/><use xlink:href="#a"/></svg>`;
    expect(toSafeSvg(text).replace(/\n/g, '')).toBe(
      `<svg ${NS} viewBox="0 0 8 8"><title>Acme &amp; Co</title><defs><linearGradient id="a">` +
        '<stop offset="0" stop-color="#fff"/></linearGradient></defs>' +
        '<path d="M0 0h8v8z" fill="url(#a)"/><use href="#a"/></svg>',
    );
  });

  it('loses what a drawing program keeps for itself', () => {
    const text = `<svg ${NS} inkscape:version="1"><metadata><rdf:RDF>x</rdf:RDF></metadata>
<sodipodi:namedview id="b"/><g inkscape:label="Layer" style="fill:#123456;-inkscape-x:y"><rect/>
</g></svg>`;
    expect(toSafeSvg(text).replace(/\n/g, '')).toBe(
      `<svg ${NS}><g fill="#123456"><rect/></g></svg>`,
    );
  });

  it.each([
    ['<svg><script>alert(1)</script></svg>', 'must not have an element <script>'],
    ['<svg><SCRIPT/></svg>', 'must not have an element <SCRIPT>'],
    ['<svg><style>*{}</style></svg>', 'must not have an element <style>'],
    ['<svg><foreignObject/></svg>', 'must not have an element <foreignObject>'],
    ['<svg><image href="https://evil.test/x.png"/></svg>', 'must not have an element <image>'],
    ['<svg><a href="javascript:alert(1)"/></svg>', 'must not have an element <a>'],
    ['<svg><animate/></svg>', 'must not have an element <animate>'],
    ['<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', /without a document type/],
    ['<svg><![CDATA[x]]></svg>', /well formed/],
    ['<svg><g></svg>', /well formed/],
    ['<svg></svg><svg></svg>', /one <svg>/],
    ['<g></g>', /one <svg>/],
    ['<svg>text</svg>', /no loose text/],
    ['', /well formed/],
    [`<svg>${'<g>'.repeat(40)}${'</g>'.repeat(40)}</svg>`, /simpler/],
  ])('is refused: %s', (text, message) => {
    expect(() => toSafeSvg(text)).toThrow(message);
    expect(() => toSafeSvg(text)).toThrow(UnsafeSvg);
  });

  it.each([
    '<svg><path onload="alert(1)" d="M0 0"/></svg>',
    '<svg><path fill="url(https://evil.test/a)" d="M0 0"/></svg>',
    '<svg><path style="fill:url( //evil.test/a );x:y" d="M0 0"/></svg>',
    '<svg><path fill="url(&#35;a)" d="M0 0"/></svg>',
    '<svg><use href="https://evil.test/a#b"/></svg>',
    '<svg><use xlink:href="data:image/svg+xml,x"/></svg>',
    `<svg><path d='M0 0" onload="alert(1)'/></svg>`,
    '<svg><metadata><script>alert(1)</script></metadata></svg>',
  ])('comes out without what is dangerous in %s', (text) => {
    let safe = '';
    try {
      safe = toSafeSvg(text);
    } catch (error) {
      expect(error).toBeInstanceOf(UnsafeSvg);
    }
    expect(safe).not.toMatch(/ on\w+=|evil|data:|script|https?:\/\/(?!www\.w3\.org)/i);
  });

  it('comes out the same when it is made safe once more, or is refused, whatever it says', () => {
    const parts = fc.constantFrom(
      '<svg>',
      '</svg>',
      '<g>',
      '</g>',
      '<path d="M0 0"/>',
      '<path fill=\'url(#a)\' onclick="x"/>',
      '<title>',
      '</title>',
      'words & <',
      '<!-- - -->',
      '<x:y>',
      '</x:y>',
      '"',
      '&lt;script&gt;',
      '<script>',
    );
    const texts = fc.array(parts, { maxLength: 12 }).map((some) => `<svg>${some.join('')}</svg>`);
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const safe = toSafeSvg(text);
          expect(toSafeSvg(safe)).toBe(safe);
          expect(safe).not.toMatch(/<script|onclick/);
        } catch (error) {
          expect(error).toBeInstanceOf(UnsafeSvg);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
