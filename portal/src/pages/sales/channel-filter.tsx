import { ChoiceFilter } from '../../parts/filters/filters.tsx';
import { useWords } from '../../words/language.tsx';
import { salesWords } from './words.ts';

const CHANNELS = ['API', 'MCP', 'PORTAL', 'IOS_SDK', 'ANDROID_SDK'] as const;

type Props = {
  name: string;
  value?: string;
  onChange: (channel: string | undefined) => void;
};

/** A filter by sales channel. */
export function ChannelFilter(props: Props) {
  const { channels } = useWords(salesWords);
  const choices = CHANNELS.map((value) => ({ value, label: channels[value] ?? value }));
  return <ChoiceFilter {...props} choices={choices} />;
}
