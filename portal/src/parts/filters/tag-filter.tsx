import { ChoiceFilter, type ChoiceFilterProps } from './filters.tsx';

type Props = Omit<ChoiceFilterProps, 'choices'> & {
  /** The loaded objects, whose tags are offered because the API has no list of tags. */
  among: readonly { tags: readonly string[] }[];
};

/** A filter by tag; hidden if no object has one. */
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
