import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeMail, type MailContent } from './index.ts';

const content: MailContent = {
  subject: 'Your invoice 2026-17',
  paragraphs: ['Thank you for your purchase.', 'It is attached\nas a PDF.'],
  rows: [
    ['Number', '2026-17'],
    ['Total', '119.00 USD'],
  ],
  button: { label: 'Open the invoice', url: 'https://shop.test/invoices?id=17&lang=en' },
};

describe('a mail as text', () => {
  it('reads like a letter', () => {
    expect(composeMail(content, 'en').text).toBe(`Hello,

Thank you for your purchase.

It is attached
as a PDF.

Number: 2026-17
Total: 119.00 USD

Open the invoice:
https://shop.test/invoices?id=17&lang=en

Kind regards
Gigastore

-- \nThis message was sent automatically. Please do not reply to this email.
`);
  });

  it('has a German frame', () => {
    const { text } = composeMail(content, 'de');
    expect(text).toMatch(/^Guten Tag,\n\n/);
    expect(text).toContain('\n\nMit freundlichen Grüßen\nGigastore\n\n-- \n');
  });

  it('takes a greeting and a closing of its own', () => {
    const own = { ...content, greeting: 'Dear Ada,', closing: 'See you' };
    const { text, html } = composeMail(own, 'en');
    expect(text).toMatch(/^Dear Ada,\n/);
    expect(text).toContain('\n\nSee you\n\n-- \n');
    for (const part of [text, html]) expect(part).not.toMatch(/Hello|Kind regards/);
  });
});

describe('a mail as HTML', () => {
  it('says its language, and everything that the text says', () => {
    for (const locale of ['en', 'de'] as const) {
      const { html } = composeMail(content, locale);
      expect(html).toMatch(new RegExp(`^<!doctype html>\n<html lang="${locale}" dir="ltr">`));
      for (const said of ['Your invoice 2026-17', 'It is attached<br>as a PDF.', '119.00 USD']) {
        expect(html).toContain(said);
      }
    }
    expect(composeMail(content, 'de').html).toContain('Mit freundlichen Grüßen<br>Gigastore');
  });

  it('links the button, and shows where it leads', () => {
    const { html } = composeMail(content, 'en');
    const url = 'https://shop.test/invoices?id=17&#38;lang=en';
    expect(html.split(`href="${url}"`)).toHaveLength(3);
    expect(html).toContain(`>${url}</a>`);
  });

  it('needs no pictures, style sheets or scripts', () => {
    expect(composeMail(content, 'en').html).not.toMatch(/<(img|style|link|script)\b|url\(/);
  });

  it('takes hostile names for names', () => {
    const name = `<script>alert(1)</script>"'&`;
    const { html } = composeMail(
      {
        subject: name,
        greeting: name,
        paragraphs: [name],
        button: { label: name, url: 'https://shop.test/"><script>' },
        rows: [[name, name]],
        closing: name,
      },
      'en',
    );
    expect(html).not.toMatch(/<script|"'|&(?!#\d+;)/);
    expect(html.split('&#60;script&#62;alert(1)&#60;/script&#62;&#34;&#39;&#38;')).toHaveLength(9);
  });

  it('has the same tags whatever a name is', () => {
    const tagsOf = (name: string) => {
      const button = { label: name, url: 'https://shop.test/' };
      const named = { subject: name, greeting: name, paragraphs: [], button };
      const { html } = composeMail({ ...named, rows: [[name, 'x']] }, 'en');
      return html.match(/<[^>]*>/g);
    };
    const plain = tagsOf('x');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(tagsOf(name)).toEqual(plain);
      }),
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,hello', '/relative', 'https://shop.test/a b'])(
    'does not link to %s',
    (url) => {
      const mail = composeMail({ ...content, button: { label: 'Open', url } }, 'en');
      expect(mail.html).not.toContain('<a ');
      expect(mail.text).not.toContain(url);
    },
  );
});
