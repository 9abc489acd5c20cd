import { ActionIcon, Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useWords } from '../../words/language.tsx';
import { partWords } from '../words.ts';

type Props = {
  choices: readonly { id: string; head: string }[];
  hidden: readonly string[];
  setHidden: (hidden: readonly string[]) => void;
};

/** The menu in which a person chooses the columns of a list. */
export function ColumnMenu({ choices, hidden, setHidden }: Props) {
  const words = useWords(partWords);
  const isShown = (id: string) => !hidden.includes(id);
  return (
    <div className="column-menu">
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon size={28} aria-label={words.columns} title={words.columns}>
            <IconColumns3 size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map(({ id, head }) => (
            <Menu.CheckboxItem
              key={id}
              checked={isShown(id)}
              onChange={(show) =>
                setHidden(show ? hidden.filter((one) => one !== id) : [...hidden, id])
              }
            >
              {head}
            </Menu.CheckboxItem>
          ))}
          <Menu.Divider />
          <Menu.Item
            disabled={choices.every(({ id }) => isShown(id))}
            onClick={() => setHidden([])}
          >
            {words.allColumns}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
