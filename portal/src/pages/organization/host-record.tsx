import type { Schemas } from '../../api/client.ts';
import { Facts } from '../../parts/facts.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useWords } from '../../words/language.tsx';
import { hostWords } from './host-words.ts';

/** The DNS record that a host needs, while one is typed or set. */
export function HostRecord({ brand, host }: { brand: Schemas['Branding']; host: string }) {
  const words = useWords(hostWords);
  const { pagesHostToken: token, pagesHostMissingSince: missingSince } = brand;
  const name = host.trim().toLowerCase().replace(/\.$/, '');
  if (name === '') return null;
  return (
    <div>
      {missingSince && name === brand.pagesHost && (
        <Notice tone="wait" title={words.missing}>
          <p>{words.missingHelp}</p>
        </Notice>
      )}
      <p className="t2 s13">{words.help}</p>
      <Facts
        facts={[
          {
            name: words.name,
            value: `_gigastore.${name}`,
            copy: `_gigastore.${name}`,
            isCode: true,
          },
          { name: words.value, value: token, copy: token, isCode: true },
        ]}
      />
    </div>
  );
}
