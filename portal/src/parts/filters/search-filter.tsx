import './filters.css';
import { Combobox, useCombobox } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../words/language.tsx';
import { partWords } from '../words.ts';
import { ClearButton } from './clear-button.tsx';
import type { ChoiceFilterProps } from './filters.tsx';

/** A filter with many choices, found by typing. */
export function SearchFilter({ name, value, choices, onChange }: ChoiceFilterProps) {
  const words = useWords(partWords);
  const [typed, setTyped] = useState('');
  const list = useCombobox({
    onDropdownClose: () => {
      list.resetSelectedOption();
      list.focusTarget();
      setTyped('');
    },
    onDropdownOpen: () => list.focusSearchInput(),
  });
  const chosen = choices.find((choice) => choice.value === value);
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter(({ label }) => label.toLowerCase().includes(wanted));
  return (
    <Combobox
      store={list}
      width={260}
      position="bottom-start"
      onOptionSubmit={(next) => {
        onChange(next);
        list.closeDropdown();
      }}
    >
      <span className={value ? 'chip on' : 'chip menu'}>
        <Combobox.Target targetType="button">
          <button
            type="button"
            className="chip-open"
            title={name}
            aria-label={value ? `${name}: ${chosen?.label ?? value}` : undefined}
            onClick={() => list.toggleDropdown()}
          >
            {value ? (chosen?.label ?? value) : name}
            {!value && <IconChevronDown className="i" stroke={1.5} />}
          </button>
        </Combobox.Target>
        {value && <ClearButton name={name} clear={() => onChange(undefined)} />}
      </span>
      <Combobox.Dropdown>
        <Combobox.Search
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            list.updateSelectedOptionIndex();
          }}
          aria-label={`${words.find}: ${name}`}
          placeholder={words.find}
        />
        <Combobox.Options mah={280} style={{ overflowY: 'auto' }} aria-label={name}>
          {found.map((choice) => (
            <Combobox.Option key={choice.value} value={choice.value}>
              {choice.label}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{words.nothingFound}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
