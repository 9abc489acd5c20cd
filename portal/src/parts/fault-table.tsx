import { Button } from '@mantine/core';
import { useState } from 'react';
import { useFormat } from '../words/format.ts';
import { useWords } from '../words/language.tsx';
import { partWords } from './words.ts';

const SHOWN = 50;

/** The errors of a file by line number. */
export function FaultTable({ faults }: { faults: { line: number; text: string }[] }) {
  const words = useWords(partWords);
  const format = useFormat();
  const [isWhole, setWhole] = useState(false);
  const rows = isWhole ? faults : faults.slice(0, SHOWN);
  return (
    <div>
      <table className="tbl plain fault-table" aria-label={words.fault}>
        <thead>
          <tr>
            <th className="r">{words.line}</th>
            <th>{words.fault}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ line, text }) => (
            <tr key={`${line} ${text}`}>
              <td className="r num t2">{format.number(line)}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {faults.length > rows.length && (
        <Button size="xs" variant="subtle" mt={8} onClick={() => setWhole(true)}>
          {words.showMore(format.number(faults.length - rows.length))}
        </Button>
      )}
    </div>
  );
}
