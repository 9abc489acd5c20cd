import { useRef, useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { fetchWithProgress } from '../../api/upload.ts';
import { useApi } from '../../api/use-api.tsx';

type ContentType = Schemas['TicketAttachment']['contentType'];
export type Upload = { key: string; file: File; sent: number; error?: unknown; isTooBig?: boolean };

export const TYPES: Record<string, ContentType> = {
  'application/pdf': 'application/pdf',
  'image/png': 'image/png',
  'image/jpeg': 'image/jpeg',
  'image/gif': 'image/gif',
  'text/plain': 'text/plain',
  'text/csv': 'text/csv',
};
const MAX_BYTES = 3 * 1024 * 1024;

/** Uploads files to a ticket one by one. Failed files stay and can be retried. */
export function useUploads(ticketId: string) {
  const { calls, cache } = useApi();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const queue = useRef(Promise.resolve());
  const change = (key: string, to: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  const drop = (key: string) => setUploads((all) => all.filter((one) => one.key !== key));
  async function send({ key, file }: Upload): Promise<void> {
    change(key, { sent: 0, error: undefined });
    const content = await base64Of(file);
    const contentType = TYPES[file.type] ?? 'text/plain';
    const { error } = await calls
      .POST('/gigastore/tickets/{id}/attachments', {
        params: { path: { id: ticketId }, header: { 'Idempotency-Key': key } },
        body: { filename: file.name, contentType, content },
        fetch: fetchWithProgress((sent) => change(key, { sent })),
      })
      .catch((lost: unknown) => ({ error: lost }));
    if (error) return change(key, { error });
    drop(key);
    await cache.invalidateQueries();
  }
  const later = (upload: Upload) => {
    queue.current = queue.current.then(() => send(upload));
  };
  return {
    uploads,
    add(files: readonly File[]) {
      const added = files.map((file) => ({
        // One key for all attempts, so that a lost answer does not attach a file twice.
        key: `portal-file-${Date.now()}-${file.size}-${Math.random().toString(36).slice(2)}`,
        file,
        sent: 0,
        isTooBig: file.size > MAX_BYTES,
      }));
      setUploads((all) => [...all, ...added]);
      added.filter(({ isTooBig }) => !isTooBig).forEach(later);
    },
    again: later,
    drop,
  };
}

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onerror = () => reject(reader.error);
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ''));
    reader.readAsDataURL(file);
  });
}
