import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { KEY_REUSED } from '../api/intention.ts';
import { problemOf } from '../api/problem.ts';
import { type Shape, StateShape } from '../look/state.tsx';
import { useWords } from '../words/language.tsx';
import { Copyable } from './copy.tsx';
import { partWords } from './words.ts';

const TONES = { bad: 'failed', wait: 'warning', info: 'news' } as const satisfies Record<
  string,
  Shape
>;

/** A notice: tinted background, shape, sentence, action. */
export function Notice({
  tone,
  title,
  children,
}: {
  tone: keyof typeof TONES;
  title?: string;
  children?: ReactNode;
}) {
  return (
    <div className={`note ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <StateShape shape={TONES[tone]} />
      <div className="grow">
        {title && <p className="strong">{title}</p>}
        {children}
      </div>
    </div>
  );
}

/** The error of a failed call in the server's words, with its request ID; empty without one. */
export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const words = useWords(partWords);
  if (!error) return null;
  const problem = problemOf(error);
  return (
    <Notice tone="bad" title={problem ? (problem.title ?? words.failed) : words.noAnswer}>
      <p>
        {problem?.code === KEY_REUSED
          ? words.sentBefore
          : (problem?.detail ?? words.noAnswerDetail)}
      </p>
      {(retry || problem?.requestId) && (
        <div className="note-foot">
          {retry && (
            <Button size="xs" onClick={retry}>
              {words.tryAgain}
            </Button>
          )}
          {problem?.requestId && (
            <span className="t2 small req">
              {words.request}
              <Copyable value={problem.requestId}>
                <span className="code">{problem.requestId}</span>
              </Copyable>
            </span>
          )}
        </div>
      )}
    </Notice>
  );
}
