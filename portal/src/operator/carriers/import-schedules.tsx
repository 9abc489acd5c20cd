import type { Schemas } from '../../api/client.ts';
import { useQueries } from '../../api/use-api.tsx';
import { useChange } from '../../api/use-change.ts';
import { State } from '../../look/state.tsx';
import { TaskDrawer } from '../../parts/drawer.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Reading } from '../../parts/loading.tsx';
import { ErrorNotice } from '../../parts/notice.tsx';
import { Ago } from '../../parts/time.tsx';
import { AllowedButton } from '../../session/allowed.tsx';
import { useFormat } from '../../words/format.ts';
import { useWords } from '../../words/language.tsx';
import { catalogueWords } from './catalogue-words.ts';

type Schedule = Schemas['CatalogueSchedules']['items'][number];

/** The catalogues that are imported by themselves; each can be paused, resumed and ended. */
export function ImportSchedules({ close }: { close: () => void }) {
  const words = useWords(catalogueWords);
  const { data, error, refetch } = useQueries().useQuery('get', '/operator/catalogue-schedules');
  return (
    <TaskDrawer isOpen close={close} title={words.schedules}>
      <div className="task-scroll form">
        <Reading data={data} error={error} refetch={refetch} rows={3} />
        {data?.items.length === 0 && <Empty title={words.noSchedules}>{words.everyHelp}</Empty>}
        {data?.items.map((schedule) => (
          <OneSchedule key={schedule.carrier} schedule={schedule} />
        ))}
      </div>
    </TaskDrawer>
  );
}

function OneSchedule({ schedule }: { schedule: Schedule }) {
  const words = useWords(catalogueWords);
  const format = useFormat();
  const { queries, intention, accept } = useChange();
  const { mutate, isPending, error } = queries.useMutation('put', '/operator/catalogue-schedules');
  const { carrier, everyHours, isPaused, nextAt } = schedule;
  const set = (change: { everyHours?: number; isPaused?: boolean }, message: string) =>
    mutate(
      { params: { header: intention.headers() }, body: { carrier, ...change } },
      { onSuccess: () => accept(message) },
    );
  const turn = isPaused
    ? { name: words.resume, done: words.resumed }
    : { name: words.pause, done: words.paused };
  return (
    <section aria-label={carrier}>
      <div className="strong">{carrier}</div>
      <div className="t2 s13">{words.every(everyHours, format.number(everyHours))}</div>
      {isPaused && <State shape="waiting">{words.isPaused}</State>}
      {!isPaused && (
        <div className="t2 s13">
          {words.next} <Ago at={nextAt} />
        </div>
      )}
      <ErrorNotice error={error} />
      <div className="row pk-acts">
        <AllowedButton
          calls="PUT /operator/catalogue-schedules"
          size="xs"
          loading={isPending}
          onClick={() => set({ everyHours, isPaused: !isPaused }, turn.done)}
        >
          {turn.name} <span className="vh">{carrier}</span>
        </AllowedButton>
        <AllowedButton
          calls="PUT /operator/catalogue-schedules"
          size="xs"
          variant="subtle"
          disabled={isPending}
          onClick={() => set({}, words.ended)}
        >
          {words.end} <span className="vh">{carrier}</span>
        </AllowedButton>
      </div>
    </section>
  );
}
