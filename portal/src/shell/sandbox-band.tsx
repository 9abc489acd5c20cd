import { useWords } from '../words/language.tsx';
import { shellWords } from './words.ts';

export function SandboxBand() {
  const words = useWords(shellWords);
  return (
    <section className="band" aria-label={words.sandboxBand}>
      <span>
        SANDBOX <em>{words.sandbox}</em>
      </span>
    </section>
  );
}
