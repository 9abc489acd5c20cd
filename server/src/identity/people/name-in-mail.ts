const MAX_LENGTH = 64;
/** What mail programs turn into a link: `https://…`, `www.…`, `evil.example`. */
const LINK_LIKE = /\S*(:\/\/|www\.|\p{L}{2,}\.\p{L}{2,})\S*/giu;

/**
 * Returns a name as it may stand in a mail to somebody else: short, and without anything that a
 * mail program makes a link of, since whoever signs up can choose any name.
 */
export function nameInMail(name: string): string {
  const plain = name.replace(LINK_LIKE, '').replace(/\s+/g, ' ').trim();
  const short = [...plain].slice(0, MAX_LENGTH).join('');
  return short || '…';
}
