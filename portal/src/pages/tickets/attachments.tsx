import { ActionIcon, Button, FileButton, Progress } from '@mantine/core';
import { IconPaperclip, IconX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { saveBlob } from '../../parts/download.ts';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { PanelSection } from '../../parts/panel.tsx';
import { partWords } from '../../parts/words.ts';
import { useMay } from '../../session/session.ts';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { TYPES, useUploads } from './use-uploads.ts';
import { ticketWords } from './words.ts';

const ACCEPTED = Object.keys(TYPES).join(',');
type Attachment = Schemas['TicketAttachment'];
type Props = {
  ticketId: string;
  attachments: Attachment[];
  /** Files that were selected before the ticket existed. */
  waiting?: readonly File[];
};

/** The files of a ticket, and those being uploaded. */
export function Attachments({ ticketId, attachments, waiting }: Props) {
  const { files: words } = useWords(ticketWords);
  const may = useMay();
  const { uploads, add, again, drop } = useUploads(ticketId);
  const taken = useRef<readonly File[]>(undefined);
  useEffect(() => {
    if (!waiting || waiting.length === 0 || taken.current === waiting) return;
    taken.current = waiting;
    add(waiting);
  });
  const mayAdd = may('POST /gigastore/tickets/{id}/attachments');
  if (attachments.length === 0 && !mayAdd) return null;
  return (
    <PanelSection title={words.title}>
      <ul className="files s13">
        {attachments.map((one) => (
          <FileLine key={one.id} attachment={one} />
        ))}
        {uploads.map((upload) => (
          <li key={upload.key}>
            <IconPaperclip className="i t3" stroke={1.5} />
            <div className="grow">
              <p className="cut">{upload.file.name}</p>
              {upload.isTooBig ? (
                <p className="neg small">{words.tooBig}</p>
              ) : upload.error ? (
                <ErrorNotice error={upload.error} retry={() => again(upload)} />
              ) : (
                <Progress
                  size={4}
                  value={upload.sent * 100}
                  aria-label={words.sending(upload.file.name)}
                />
              )}
            </div>
            {(upload.isTooBig || Boolean(upload.error)) && (
              <ActionIcon
                size={28}
                aria-label={words.leaveOut(upload.file.name)}
                onClick={() => drop(upload.key)}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <FileButton multiple accept={ACCEPTED} onChange={add}>
          {(button) => (
            <Button
              {...button}
              size="xs"
              className="files-add"
              leftSection={<IconPaperclip size={14} stroke={1.5} />}
            >
              {words.add}
            </Button>
          )}
        </FileButton>
      )}
      {mayAdd && <p className="t3 small">{words.rule}</p>}
    </PanelSection>
  );
}

function FileLine({ attachment }: { attachment: Attachment }) {
  const { id, filename, sizeBytes, author, createdAt } = attachment;
  const format = useFormat();
  const { calls } = useApi();
  async function download() {
    const { data } = await calls.GET('/gigastore/tickets/attachments/{id}', {
      params: { path: { id } },
      parseAs: 'blob',
    });
    if (data) saveBlob(data, filename);
  }
  return (
    <li>
      <IconPaperclip className="i t3" stroke={1.5} />
      <button type="button" className="link cut" onClick={() => void download()}>
        {filename}
      </button>
      <span className="t3 small files-by">
        {format.bytes(sizeBytes)}, {author}, {format.shortDay(createdAt)}
      </span>
    </li>
  );
}

type ChosenProps = { files: readonly File[]; onChange: (files: readonly File[]) => void };

/** Files that are uploaded once their ticket exists. */
export function ChosenFiles({ files, onChange }: ChosenProps) {
  const { files: words } = useWords(ticketWords);
  const parts = useWords(partWords);
  return (
    <div>
      <FileButton multiple accept={ACCEPTED} onChange={(more) => onChange([...files, ...more])}>
        {(button) => (
          <Button {...button} size="xs" leftSection={<IconPaperclip size={14} stroke={1.5} />}>
            {words.add}
          </Button>
        )}
      </FileButton>
      <p className="t3 small pad-top">{words.rule}</p>
      {files.length > 0 && (
        <ul className="files s13" aria-label={words.title}>
          {files.map((file) => (
            <li key={`${file.name} ${file.size}`}>
              <IconPaperclip className="i t3" stroke={1.5} />
              <span className="grow cut">{file.name}</span>
              <ActionIcon
                size={28}
                aria-label={`${parts.cancel}: ${file.name}`}
                onClick={() => onChange(files.filter((one) => one !== file))}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {files.some(({ size }) => size > 3 * 1024 * 1024) && (
        <Notice tone="wait" title={words.tooBig} />
      )}
    </div>
  );
}
