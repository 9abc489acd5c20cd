import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useApi } from '../../../api/use-api.tsx';
import { usePages } from '../../../api/use-pages.ts';
import { Empty } from '../../../parts/empty.tsx';
import { ChoiceFilter } from '../../../parts/filters/filters.tsx';
import { FoundList } from '../../../parts/found-list.tsx';
import { Ago } from '../../../parts/time.tsx';
import { AllowedButton } from '../../../session/allowed.tsx';
import { useFormat } from '../../../words/format.ts';
import { useWords } from '../../../words/language.tsx';
import { carrierWords } from '../words.ts';
import { FileDrawer } from './file-drawer.tsx';
import { FileState, FOLLOW_MS, isUnderWay } from './file-state.tsx';
import { Formats } from './formats.tsx';
import { UploadFile } from './upload-file.tsx';
import { usageFileWords } from './usage-file-words.ts';

const route = getRouteApi('/$mode/carriers');
const PAGE = 50;
const SHOWS = ['waiting', 'done', 'failed'] as const;

/** The files with usage that carriers sent, and how those of each carrier are read. */
export function UsageFiles() {
  const words = useWords(usageFileWords);
  const format = useFormat();
  const { tabs, carrier } = useWords(carrierWords);
  const { open, show: wanted } = route.useSearch();
  const navigate = route.useNavigate();
  const { calls } = useApi();
  const [isUploading, setUploading] = useState(false);
  const state = SHOWS.find((one) => one === wanted);
  const asked = state ? { state } : {};
  const found = usePages(
    ['usage files', asked],
    ({ after, signal }) =>
      calls.GET('/operator/usage-files', {
        params: { query: { limit: PAGE, after, ...asked } },
        signal,
      }),
    { everyMs: FOLLOW_MS, while: (file) => isUnderWay(file) },
  );
  const go = (next: { open?: string; show?: string }) =>
    void navigate({ search: { tab: 'files', ...next }, replace: true, resetScroll: false });
  const show = (id: string | undefined) =>
    go({ ...(id && { open: id }), ...(state && { show: state }) });
  return (
    <>
      <div className="chips">
        <ChoiceFilter
          name={words.state}
          value={state}
          choices={SHOWS.map((value) => ({ value, label: words.states[value] }))}
          onChange={(next) => go(next ? { show: next } : {})}
        />
        <AllowedButton
          calls="POST /operator/usage-files"
          className="end"
          size="xs"
          onClick={() => setUploading(true)}
        >
          {words.upload}
        </AllowedButton>
      </div>
      <FoundList
        found={found}
        skeleton={{ rows: 6 }}
        empty={
          <Empty title={state ? words.noneShown : words.none}>
            {state ? words.noneShownText : words.noneText}
          </Empty>
        }
      >
        <table className="tbl plain" aria-label={tabs.files}>
          <thead>
            <tr>
              <th>{words.file}</th>
              <th className="desk">{carrier}</th>
              <th>{words.state}</th>
              <th className="r desk">{words.lines}</th>
              <th className="r">{words.counted}</th>
              <th className="r desk">{words.repeated}</th>
              <th className="r">{words.rejected}</th>
              <th className="desk">{words.received}</th>
            </tr>
          </thead>
          <tbody>
            {found.items.map((file) => (
              <tr key={file.id}>
                <td>
                  <button type="button" className="link" onClick={() => show(file.id)}>
                    {file.fileName}
                  </button>
                </td>
                <td className="desk strong">{file.carrier}</td>
                <td>
                  <FileState state={file.state} />
                </td>
                <td className="r num desk">{format.number(file.lines)}</td>
                <td className="r num">{format.number(file.counted)}</td>
                <td className="r num desk">{format.number(file.repeated)}</td>
                <td className="r num">{format.number(file.rejected)}</td>
                <td className="desk t2">
                  <Ago at={file.receivedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </FoundList>
      <div className="pad-top">
        <Formats />
      </div>
      {open !== undefined && <FileDrawer id={open} close={() => show(undefined)} />}
      {isUploading && <UploadFile close={() => setUploading(false)} />}
    </>
  );
}
