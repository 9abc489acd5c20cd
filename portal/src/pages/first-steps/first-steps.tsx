import { SegmentedControl } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useApi } from '../../api/use-api.tsx';
import { CodeBlock } from '../../parts/code-block.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { useWords } from '../../words/language.tsx';
import { SNIPPETS, type SnippetLanguage } from './snippets.ts';
import { firstStepsWords } from './words.ts';

const route = getRouteApi('/$mode/first-steps');
const LANGUAGES: { value: SnippetLanguage; label: string }[] = [
  { value: 'curl', label: 'curl' },
  { value: 'typescript', label: 'TypeScript' },
  { value: 'python', label: 'Python' },
];
const FAILURES = [
  'sandbox:out_of_stock',
  'sandbox:supplier_error',
  'sandbox:slow',
  'sandbox:unknown_outcome',
] as const;

export function FirstStepsPage() {
  const words = useWords(firstStepsWords);
  const { mode } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { queries } = useApi();
  const { data: keys } = queries.useQuery('get', '/gigastore/api-keys');
  const { data: inventory } = queries.useQuery('get', '/gigastore/products/inventory', {
    params: { query: { active: true, sort_by: 'PRICE' } },
  });
  const item = inventory?.items[0];
  const language = LANGUAGES.find(({ value }) => value === search.language)?.value ?? 'curl';
  const code = SNIPPETS[language]({
    base: location.origin,
    clientId: keys?.items[0]?.clientId ?? words.noKey,
    itemId: item?.id ?? words.noItem,
  });
  return (
    <Page title={words.title} sub={words.sub}>
      <div className="stack guide">
        <SegmentedControl
          className="guide-language"
          aria-label={words.languages}
          value={language}
          onChange={(next) => void navigate({ search: { language: next }, replace: true })}
          data={LANGUAGES}
        />
        <Section title={words.key}>
          <p className="t2 s13 pad-top">
            {words.keyText}{' '}
            <Link className="link" to="/$mode/keys" params={{ mode }}>
              {words.toKeys}
            </Link>
          </p>
        </Section>
        <Section title={words.authenticate}>
          <Snippet code={code.authenticate} label={words.authenticate} />
        </Section>
        <Section title={words.list}>
          <Snippet code={code.list} label={words.list} />
        </Section>
        <Section title={words.sell}>
          <p className="t2 s13 pad-top">{words.sellText(item?.name ?? words.anItem)}</p>
          <Snippet code={code.sell} label={words.sell} />
        </Section>
        <Section title={words.receive}>
          <p className="t2 s13 pad-top">
            {words.receiveText}{' '}
            <Link className="link" to="/$mode/webhooks" params={{ mode }}>
              {words.toWebhooks}
            </Link>
          </p>
          <Snippet code={code.events} label={words.receive} />
        </Section>
        {mode === 'sandbox' && (
          <Section title={words.failures}>
            <p className="t2 s13 pad-top">{words.failuresText}</p>
            <dl className="facts failures pad-top">
              {FAILURES.map((metatag) => (
                <div key={metatag}>
                  <dt className="code">{metatag}</dt>
                  <dd>{words.failureTexts[metatag]}</dd>
                </div>
              ))}
            </dl>
          </Section>
        )}
        <Section title={words.more}>
          <p className="row s13 pad-top guide-links">
            <a className="link" href="/docs/api/">
              {words.reference}
            </a>
            <a className="link" href="/openapi.json" download>
              {words.openapi}
            </a>
            <a className="link" href="/postman.json" download>
              {words.postman}
            </a>
          </p>
        </Section>
      </div>
    </Page>
  );
}

function Snippet({ code, label }: { code: string; label: string }) {
  return (
    <div className="pad-top">
      <CodeBlock code={code} label={label} />
    </div>
  );
}
