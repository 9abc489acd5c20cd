import './table.css';
import { Checkbox } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import {
  createColumnHelper,
  type RowData,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useWords } from '../../words/language.tsx';
import { partWords } from '../words.ts';
import type { Column } from './column.ts';
import { ColumnMenu } from './column-menu.tsx';
import { useLines } from './lines.ts';
import { useRowKeys } from './row-keys.ts';
import { useShownColumns } from './shown-columns.ts';

const features = tableFeatures({ rowSelectionFeature });
const ROW_PX = 36;
const HEAD_PX = 32;
/** How many lines before the end the next rows are requested. */
const AHEAD = 60;
const PHONE_ROW_PX = 61;
const PHONE = '(max-width: 760px)';

type Sort = { by?: string; dir?: 'ASC' | 'DESC' };

export type DataTableProps<Row> = {
  label: string;
  rows: Row[];
  columns: Column<Row>[];
  idOf: (row: Row) => string;
  /** The label of a row for screen readers. */
  nameOf: (row: Row) => string;
  /** The two lines that replace a row on phones. */
  phoneRow: (row: Row) => ReactNode;
  openId?: string;
  onOpen?: (row: Row, id: string) => void;
  onClose?: () => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  /** Groups consecutive rows below a heading. */
  groupOf?: (row: Row) => string;
  groupHead?: (group: string) => ReactNode;
  selected?: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  hasMore?: boolean;
  loadMore?: () => void;
};

/** A dense list: sticky header, keys J K Enter X Esc, only visible rows rendered. */
export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { label, rows, idOf, openId, onOpen, sort, onSort, selected, onSelect } = props;
  const { columns, menu } = useShownColumns(props.columns, openId !== undefined);
  const words = useWords(partWords);
  const body = useRef<HTMLTableSectionElement>(null);
  const isPhone = useMedia(PHONE);
  const helper = useMemo(() => createColumnHelper<typeof features, Row>(), []);
  const lines = useLines(rows, props.groupHead && props.groupOf);
  const keyOf = useCallback(
    (index: number) => {
      const line = lines.at(index);
      if ('head' in line) return `group ${line.head} ${line.first}`;
      return idOf(rows[line.row] as Row);
    },
    [lines, rows, idOf],
  );
  const virtual = useWindowVirtualizer({
    count: lines.count,
    estimateSize: (index) =>
      'head' in lines.at(index) ? HEAD_PX : isPhone ? PHONE_ROW_PX : ROW_PX,
    getItemKey: keyOf,
    overscan: 20,
    scrollMargin: body.current?.offsetTop ?? 0,
  });
  const { active, setActive, scrollTo } = useRowKeys({
    ...props,
    toSight: (index) => virtual.scrollToIndex(lines.lineOf(index)),
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasMore, loadMore } = props;
  useEffect(() => {
    if (hasMore && last >= lines.count - AHEAD) loadMore?.();
  }, [hasMore, loadMore, last, lines.count]);
  const [before, after] = paddings(shown, virtual.getTotalSize(), virtual.options.scrollMargin);
  const drawn = shown.flatMap(({ index }) => {
    const line = lines.at(index);
    const row = 'row' in line ? rows[line.row] : undefined;
    return row ? [row] : [];
  });
  const table = useTable({
    features,
    data: drawn,
    getRowId: idOf,
    columns: useMemo(
      () =>
        helper.columns(
          columns.map(({ id, head, cell }) =>
            helper.display({ id, header: head, cell: ({ row }) => cell(row.original) }),
          ),
        ),
      [columns, helper],
    ),
  });
  const models = table.getRowModel().rowsById;
  const span = columns.length + (onSelect ? 1 : 0);
  return (
    <>
      {!isPhone && <ColumnMenu {...menu} />}
      <table className="tbl lead data" aria-label={label} aria-rowcount={rows.length}>
        <colgroup>
          {onSelect && <col className="col-box" />}
          {columns.map(({ id, width }) => (
            <col key={id} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {onSelect && (
              <th>
                <Checkbox
                  size="xs"
                  aria-label={words.selectAll}
                  checked={rows.length > 0 && selected?.size === rows.length}
                  indeterminate={!!selected?.size && selected.size < rows.length}
                  onChange={({ currentTarget }) =>
                    onSelect(new Set(currentTarget.checked ? rows.map(idOf) : []))
                  }
                />
              </th>
            )}
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody ref={body}>
          {before > 0 && <Space span={span} height={before} />}
          {shown.map(({ index, key }) => {
            const line = lines.at(index);
            if ('head' in line) {
              return (
                <tr className="day" key={key} data-index={index} ref={virtual.measureElement}>
                  <td colSpan={span}>{props.groupHead?.(line.head)}</td>
                </tr>
              );
            }
            const row = rows[line.row];
            if (!row) return null;
            const id = idOf(row);
            return (
              <tr
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                aria-selected={id === openId}
                data-active={line.row === active || undefined}
                onClick={({ target }) => {
                  setActive(line.row);
                  if ((target as Element).closest('button, a, input, label')) return;
                  onOpen?.(row, id);
                }}
              >
                {isPhone ? (
                  <td colSpan={span} className="phone-row">
                    {onOpen && (
                      <button type="button" className="cover" onClick={() => onOpen(row, id)}>
                        <span className="vh">{props.nameOf(row)}</span>
                      </button>
                    )}
                    {props.phoneRow(row)}
                  </td>
                ) : (
                  <>
                    {onSelect && (
                      <td>
                        <Checkbox
                          size="xs"
                          aria-label={`${words.select}: ${props.nameOf(row)}`}
                          checked={selected?.has(id) ?? false}
                          onChange={() => onSelect(toggled(selected, id))}
                        />
                      </td>
                    )}
                    {models[id]?.getAllCells().map((cell, at) => (
                      <td key={cell.id} className={columns[at]?.isRight ? 'r' : undefined}>
                        {at === 0 && onOpen && !columns[at]?.isOwn ? (
                          <button
                            type="button"
                            className="row-open"
                            ref={(button) => scrollTo(button, line.row)}
                            onClick={() => onOpen(row, id)}
                          >
                            <table.FlexRender cell={cell} />
                            <span className="vh"> {props.nameOf(row)}</span>
                          </button>
                        ) : (
                          <table.FlexRender cell={cell} />
                        )}
                      </td>
                    ))}
                  </>
                )}
              </tr>
            );
          })}
          {after > 0 && <Space span={span} height={after} />}
        </tbody>
      </table>
    </>
  );
}

function HeadCell<Row>({
  column: { head, isHeadHidden, sortBy, isRight },
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
}) {
  const className = isRight ? 'r' : undefined;
  if (!sortBy || !onSort) {
    return (
      <th className={className}>{isHeadHidden ? <span className="vh">{head}</span> : head}</th>
    );
  }
  const isSorted = sort?.by === sortBy;
  const next = isSorted && sort.dir === 'DESC' ? 'ASC' : 'DESC';
  const direction = sort?.dir === 'ASC' ? 'ascending' : 'descending';
  const Arrow = sort?.dir === 'ASC' ? IconChevronUp : IconChevronDown;
  return (
    <th className={className} aria-sort={isSorted ? direction : undefined}>
      <button type="button" onClick={() => onSort({ by: sortBy, dir: next })}>
        {head}
        {isSorted && <Arrow className="i" stroke={1.5} />}
      </button>
    </th>
  );
}

function Space({ span, height }: { span: number; height: number }) {
  return (
    <tr className="space">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

function paddings(
  shown: { start: number; end: number }[],
  total: number,
  margin: number,
): [number, number] {
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return [0, 0];
  return [Math.max(0, first.start - margin), Math.max(0, total - (last.end - margin))];
}

function toggled(selected: ReadonlySet<string> | undefined, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const update = () => setMatches(media.matches);
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }, [query]);
  return matches;
}
