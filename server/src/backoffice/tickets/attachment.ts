import { invalid } from '../../kernel/refusal.ts';
import type { TicketSide } from './ticket-side.ts';

export const MAX_ATTACHMENT_BYTES = 3 * 1024 * 1024;
export const MAX_ATTACHMENTS = 20;

/** The media types of attachments, and the bytes with which a file of each type starts. */
const SIGNATURES: Record<string, readonly string[]> = {
  'application/pdf': ['255044462d'],
  'image/png': ['89504e470d0a1a0a'],
  'image/jpeg': ['ffd8ff'],
  'image/gif': ['474946383761', '474946383961'],
};
const TEXT_TYPES = ['text/plain', 'text/csv'] as const;
export const ATTACHMENT_TYPES = [...Object.keys(SIGNATURES), ...TEXT_TYPES];

export type Attachment = {
  id: string;
  side: TicketSide;
  author: string;
  filename: string;
  contentType: string;
  sizeBytes: number;
  createdAt: Date;
};
export type AttachmentFile = Pick<Attachment, 'filename' | 'contentType'> & { content: Buffer };

/**
 * Returns the file that an upload carries. Throws `invalid_request` for content that is not base64,
 * empty, too large or not of its media type, and for a filename without a visible character.
 */
export function readAttachment(upload: {
  filename: string;
  contentType: string;
  content: string;
}): AttachmentFile {
  const filename = toFilename(upload.filename);
  if (filename === '') throw invalid('/filename', 'must name the file');
  const content = Buffer.from(upload.content, 'base64');
  if (!isBase64(upload.content)) throw invalid('/content', 'must be base64');
  if (content.length === 0) throw invalid('/content', 'must not be empty');
  if (content.length > MAX_ATTACHMENT_BYTES) {
    throw invalid('/content', `must not exceed ${MAX_ATTACHMENT_BYTES / 2 ** 20} MiB`);
  }
  if (!isOfType(content, upload.contentType)) {
    throw invalid('/content', `must be a file of the type ${upload.contentType}`);
  }
  return { filename, contentType: upload.contentType, content };
}

/** Returns the attachment of an answer. */
export function showAttachment({ side, createdAt, ...attachment }: Attachment) {
  return { ...attachment, from: side, createdAt: createdAt.toISOString() };
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/** Returns the last part of a path, without characters that file systems refuse. */
function toFilename(text: string): string {
  const name = text.split(/[/\\]/).at(-1) ?? '';
  const visible = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"<>:|?*]/gu, '').trim();
  return [...visible.replace(/^\.+/, '')].slice(0, 255).join('');
}

function isOfType(content: Buffer, type: string): boolean {
  const signatures = Object.hasOwn(SIGNATURES, type) ? SIGNATURES[type] : undefined;
  if (!signatures) return !content.includes(0) && isText(content);
  return signatures.some((start) => content.toString('hex', 0, start.length / 2) === start);
}

function isText(content: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false;
  }
}
