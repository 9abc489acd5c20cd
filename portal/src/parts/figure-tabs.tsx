import type { ReactNode } from 'react';

type Props<Figure extends string> = {
  label: string;
  className: string;
  /** The ID of the panel that shows the selected figure. */
  controls: string;
  figures: readonly {
    id: Figure;
    name: string;
    value: ReactNode;
    isMoney: boolean;
    note: ReactNode;
  }[];
  shown: Figure;
  show: (figure: Figure) => void;
};

/** Figures side by side; the selected one is charted below. */
export function FigureTabs<Figure extends string>(props: Props<Figure>) {
  const { label, className, controls, figures, shown, show } = props;
  return (
    <div className={className} role="tablist" aria-label={label}>
      {figures.map(({ id, name, value, isMoney, note }) => (
        <button
          key={id}
          type="button"
          role="tab"
          className="m"
          aria-selected={id === shown}
          aria-controls={controls}
          onClick={() => show(id)}
        >
          <span className="l">{name}</span>
          <span className="v">
            {value}
            {isMoney && <small> USD</small>}
          </span>
          <span className="s">{note}</span>
        </button>
      ))}
    </div>
  );
}
