import type { Schemas } from '../../api/client.ts';
import { State } from '../../look/state.tsx';
import { useWords } from '../../words/language.tsx';
import { salesWords } from '../sales/words.ts';
import { keyWords } from './words.ts';

type Channel = Schemas['SalesChannel'];

/** The sales channels of the account, and how many keys and apps sell in each. */
export function ChannelTable({ channels }: { channels: Channel[] }) {
  const words = useWords(keyWords);
  const names = useWords(salesWords).channels;
  return (
    <table className="tbl plain" aria-label={words.channels}>
      <thead>
        <tr>
          <th>{words.channel}</th>
          <th>{words.channelState}</th>
          <th className="r">{words.channelKeys}</th>
          <th className="r">{words.channelApps}</th>
        </tr>
      </thead>
      <tbody>
        {channels.map(({ channel, active, keys, apps }) => (
          <tr key={channel}>
            <td>{names[channel] ?? channel}</td>
            <td>
              <State shape={active ? 'good' : 'over'}>
                {words.channelStates[active ? 'on' : 'off']}
              </State>
            </td>
            <td className="r t2">{channel === 'PORTAL' ? '' : keys}</td>
            <td className="r t2">{/_SDK$/.test(channel) ? apps : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
