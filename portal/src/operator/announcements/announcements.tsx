import { IconPlus } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { Schemas } from '../../api/client.ts';
import { useApi } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { usePages } from '../../api/use-pages.ts';
import { State } from '../../look/state.tsx';
import { Empty } from '../../parts/empty.tsx';
import { FoundList } from '../../parts/found-list.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Page } from '../../parts/page.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useLanguage, useWords } from '../../words/language.tsx';
import { NewAnnouncement } from './new-announcement.tsx';
import { announcementWords } from './words.ts';

const route = getRouteApi('/$mode/announcements');
const PAGE = 50;
const SHAPES = { planned: 'waiting', shown: 'done', over: 'over' } as const;
type Announcement = Schemas['Announcement'];

/** What the platform tells its resellers. */
export function AnnouncementsPage() {
  const words = useWords(announcementWords);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: Partial<typeof search>) =>
    void navigate({ search: (was) => ({ ...was, ...change }), resetScroll: false });
  const { calls } = useApi();
  const found = usePages(['announcements'], ({ after, signal }) =>
    calls.GET('/operator/announcements', { params: { query: { limit: PAGE, after } }, signal }),
  );
  return (
    <>
      <Page
        title={words.title}
        actions={
          <AllowedButton
            calls="POST /operator/announcements"
            variant="filled"
            leftSection={<IconPlus size={16} stroke={1.5} />}
            onClick={() => set({ new: 'announcement' })}
          >
            {words.create}
          </AllowedButton>
        }
      >
        <FoundList
          found={found}
          skeleton={{ rows: 6 }}
          empty={<Empty title={words.empty}>{words.emptyText}</Empty>}
        >
          <ul className="lines">
            {found.items.map((announcement) => (
              <Line key={announcement.id} announcement={announcement} />
            ))}
          </ul>
        </FoundList>
      </Page>
      <NewAnnouncement isOpen={Boolean(search.new)} close={() => set({ new: undefined })} />
    </>
  );
}

function Line({ announcement }: { announcement: Announcement }) {
  const words = useWords(announcementWords);
  const { language } = useLanguage();
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const { id, texts, organizationIds, startsAt, endsAt, isMailed, mailedAt } = announcement;
  const end = queries.useMutation('post', '/operator/announcements/{id}/end', {
    onSuccess: () => accept(words.ended),
  });
  const now = Date.now();
  const state =
    Date.parse(endsAt) <= now ? 'over' : Date.parse(startsAt) > now ? 'planned' : 'shown';
  return (
    <li className="decision">
      <p>{texts[language]}</p>
      <p className="row s13">
        <State shape={SHAPES[state]}>{words.states[state]}</State>
        <span className="t2">{words.times(format.exact(startsAt), format.exact(endsAt))}</span>
        <span className="t2">
          {organizationIds ? words.some(format.number(organizationIds.length)) : words.all}
        </span>
        {isMailed && <span className="t2">{mailedAt ? words.mailed : words.mailing}</span>}
      </p>
      <ErrorNotice error={end.error} />
      {state !== 'over' && (
        <div className="row">
          <AllowedButton
            calls="POST /operator/announcements/{id}/end"
            size="xs"
            loading={end.isPending}
            onClick={() => end.mutate({ params: { path: { id }, header: intention.headers() } })}
          >
            {words.end}
          </AllowedButton>
        </div>
      )}
    </li>
  );
}
