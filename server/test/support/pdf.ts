import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** The text of a PDF, its pieces in order with a space between, and what it says of itself. */
export async function readPdf(bytes: Buffer): Promise<{ text: string; title: string; at: string }> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = Array.from({ length: pdf.numPages }, (_, index) => index + 1);
  const texts = await Promise.all(
    pages.map(async (page) => {
      const { items } = await (await pdf.getPage(page)).getTextContent();
      return items.flatMap((item) => ('str' in item ? item.str : [])).join(' ');
    }),
  );
  const info = (await pdf.getMetadata()).info as Record<string, string>;
  await pdf.destroy();
  const text = texts.join(' ').replace(/\s+/g, ' ');
  return { text, title: info.Title ?? '', at: info.CreationDate ?? '' };
}
