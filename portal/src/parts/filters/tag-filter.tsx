import { ChoiceFilter, type ChoiceFilterProps } from './filters.tsx';

type Props = Omit<ChoiceFilterProps, 'choices'> & {
  /** What has tags: the API lists none by themselves, so those in sight are offered. */
  among: readonly { tags: readonly string[] }[];
};

/** A filter by a tag; absent where nothing has one. */
export function TagFilter({ among, value, ...filter }: Props) {
  const tags = [...new Set(among.flatMap((one) => one.tags))].sort();
  if (tags.length === 0 && !value) return null;
  return (
    <ChoiceFilter
      {...filter}
      value={value}
      choices={tags.map((tag) => ({ value: tag, label: tag }))}
    />
  );
}
