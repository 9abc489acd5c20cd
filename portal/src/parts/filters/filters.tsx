import './filters.css';
import { Menu, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconChevronDown, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { ClearButton } from './clear-button.tsx';

const TYPING_MS = 250;

type Choice = { value: string; label: string };
export type ChoiceFilterProps = {
  name: string;
  value?: string;
  choices: Choice[];
  onChange: (value: string | undefined) => void;
};

/** A filter with few choices: a chip that opens a menu and clears the selection. */
export function ChoiceFilter({ name, value, choices, onChange }: ChoiceFilterProps) {
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Menu position="bottom-start">
      {value ? (
        <span className="chip on">
          <Menu.Target>
            <button type="button" title={name}>
              {chosen?.label ?? value}
            </button>
          </Menu.Target>
          <ClearButton name={name} clear={() => onChange(undefined)} />
        </span>
      ) : (
        <Menu.Target>
          <button type="button" className="chip menu">
            {name}
            <IconChevronDown className="i" stroke={1.5} />
          </button>
        </Menu.Target>
      )}
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            onClick={() => onChange(choice.value)}
            rightSection={choice.value === value ? '✓' : undefined}
          >
            {choice.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** A text filter, applied a moment after the last keystroke. `/` focuses it. */
export function TextFilter({
  label,
  value = '',
  onChange,
}: {
  label: string;
  value?: string;
  onChange: (value: string | undefined) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const newest = useRef(onChange);
  newest.current = onChange;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => newest.current(typed.trim() || undefined), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value]);
  useHotkeys([['/', () => input.current?.focus()]]);
  return (
    <TextInput
      ref={input}
      className="list-search"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
      leftSection={<IconSearch size={14} stroke={1.5} />}
      leftSectionWidth={30}
    />
  );
}
