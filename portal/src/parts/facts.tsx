import type { ReactNode } from 'react';
import { Copyable } from './copy.tsx';

export type Fact = {
  name: string;
  value: ReactNode;
  /** The text that a click copies; without it, the value cannot be copied. */
  copy?: string;
  isCode?: boolean;
};

/** A list of names and values. */
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
