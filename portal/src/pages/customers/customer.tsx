import './customer.css';
import { IconChevronRight, IconPlus, IconSend } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useCountrySetName } from '../../parts/country-set.ts';
import { Empty } from '../../parts/empty.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Skeleton } from '../../parts/loading.tsx';
import { ErrorNotice, Notice } from '../../parts/notice.tsx';
import { Page, Section } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { SellDrawer } from '../sell/sell-drawer.tsx';
import { ConnectivityCheck } from './connectivity.tsx';
import { CustomerMenu } from './customer-menu.tsx';
import { CustomerPackages } from './customer-packages.tsx';
import { DataLeft } from './data-left.tsx';
import { SendDrawer } from './esim-dialogs.tsx';
import { Esims } from './esims.tsx';
import { NotesAndTags } from './notes.tsx';
import { Timeline } from './timeline.tsx';
import { Usage } from './usage.tsx';
import { customerWords } from './words.ts';

const route = getRouteApi('/$mode/customers/$uid');
type Entry = Schemas['CustomerEntry'];
const KINDS = ['top-up', 'top-up-with-profile'] as const;

export function CustomerPage() {
  const words = useWords(customerWords);
  const { uid, mode } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [failed, setFailed] = useState<unknown>();
  const { data, error, refetch } = useQueries().useQuery(
    'get',
    '/gigastore/activations/customers/{uid}',
    { params: { path: { uid }, query: { only_active_profiles: false } } },
  );
  const esim = chosenOf(data, search.esim);
  const set = (change: { sell?: string; send?: string }) =>
    void navigate({ search: (now) => ({ ...now, ...change }), resetScroll: false });
  const crumb = (
    <nav className="crumb t2 s13" aria-label={words.title}>
      <Link to="/$mode/customers" params={{ mode }}>
        {words.title}
      </Link>
      <IconChevronRight className="i" stroke={1.5} />
      <span className="cut">{uid.slice(0, 8)}</span>
    </nav>
  );
  const isErased = Boolean(data?.customer.erasedAt);
  return (
    <Page
      title={data?.customer.email ?? uid}
      crumb={crumb}
      actions={
        data &&
        !isErased && (
          <>
            {esim?.active && (
              <AllowedButton
                calls="POST /gigastore/esim/{iccid}/send-installation"
                leftSection={<IconSend size={16} stroke={1.5} />}
                onClick={() => set({ send: esim.iccid })}
              >
                {words.esims.send.title}
              </AllowedButton>
            )}
            <AllowedButton
              calls="POST /gigastore/activations/top-up"
              variant="filled"
              leftSection={<IconPlus size={16} stroke={1.5} />}
              onClick={() => set({ sell: 'top-up' })}
            >
              {words.topUp}
            </AllowedButton>
            <CustomerMenu entry={data} sell={(sell) => set({ sell })} onError={setFailed} />
          </>
        )
      }
    >
      <ErrorNotice error={error} retry={() => void refetch()} />
      <ErrorNotice error={failed} />
      {!data && !error && <Skeleton rows={10} />}
      {isErased && <Notice tone="info" title={words.erased2} />}
      {data && <Detail entry={data} esim={esim} />}
      {data && (
        <SellDrawer
          isOpen={Boolean(search.sell)}
          kind={KINDS.find((kind) => kind === search.sell) ?? 'top-up'}
          customer={data.customer}
          close={() => set({ sell: undefined })}
          onSold={() => set({ sell: undefined })}
        />
      )}
      {data && (
        <SendDrawer
          isOpen={Boolean(search.send)}
          iccid={search.send ?? ''}
          customer={data.customer}
          close={() => set({ send: undefined })}
        />
      )}
    </Page>
  );
}

/** Returns the eSIM that the address names, or the one in use. */
function chosenOf(entry: Entry | undefined, iccid: string | undefined) {
  const esims = entry?.relatedEsims ?? [];
  return (
    esims.find((esim) => esim.iccid === iccid) ?? esims.find(({ active }) => active) ?? esims[0]
  );
}

type DetailProps = { entry: Entry; esim?: Entry['relatedEsims'][number] };

function Detail({ entry, esim }: DetailProps) {
  const words = useWords(customerWords);
  const { uid } = entry.customer;
  return (
    <div className="two-columns">
      <div className="stack">
        <DataLeft entry={entry} />
        <Usage uid={uid} />
        <CustomerPackages items={entry.activatedItems} />
        <Esims esims={entry.relatedEsims} chosen={esim} />
        <NotesAndTags uid={uid} />
      </div>
      <div className="stack">
        {esim ? (
          <ConnectivityCheck key={esim.iccid} esim={esim} items={entry.activatedItems} />
        ) : (
          <Empty title={words.noEsim}>{words.noEsimText}</Empty>
        )}
        <About customer={entry.customer} />
        <Timeline />
      </div>
    </div>
  );
}

function About({ customer }: { customer: Schemas['Customer'] }) {
  const words = useWords(customerWords);
  const format = useFormat();
  const nameOfSet = useCountrySetName();
  const { email, uid, metatag, countryOfResidence } = customer;
  return (
    <Section title={words.about}>
      <Facts
        facts={[
          { name: words.email, value: email ?? '–', copy: email ?? undefined },
          { name: words.uid, value: uid, copy: uid, isCode: true },
          { name: words.since, value: format.exact(customer.createdAt) },
          { name: words.countrySet, value: nameOfSet(customer.countrySet) },
          ...(countryOfResidence
            ? [{ name: words.residence, value: format.country(countryOfResidence) }]
            : []),
          ...(metatag ? [{ name: words.metatag, value: metatag, copy: metatag }] : []),
          {
            name: words.page,
            value: (
              <a
                className="link"
                href={new URL(customer.profileUrl).pathname}
                target="_blank"
                rel="noreferrer"
              >
                {words.openPage}
              </a>
            ),
          },
        ]}
      />
    </Section>
  );
}
