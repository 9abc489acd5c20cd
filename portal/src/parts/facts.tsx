import type { ReactNode } from 'react';
import { Copyable } from './copy.tsx';

export type Fact = {
  name: string;
  value: ReactNode;
  /** What a click copies; without it the value is only read. */
  copy?: string;
  isCode?: boolean;
};

/** Names and values; values copy on click. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, copy, isCode }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {copy ? (
              <Copyable value={copy}>
                {isCode ? <span className="code">{value}</span> : value}
              </Copyable>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
