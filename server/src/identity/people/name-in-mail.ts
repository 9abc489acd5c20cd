const MAX_LENGTH = 64;
/** What mail programs turn into a link: `https://…`, `www.…`, `evil.example`. */
const LINK_LIKE = /\S*(:\/\/|www\.|\p{L}{2,}\.\p{L}{2,})\S*/giu;

/**
 * Returns a name that is safe in an email to another person: short, and without anything that a
 * mail program turns into a link, because people who sign up choose their own names.
 */
export function nameInMail(name: string): string {
  const plain = name.replace(LINK_LIKE, '').replace(/\s+/g, ' ').trim();
  const short = [...plain].slice(0, MAX_LENGTH).join('');
  return short || '…';
}
