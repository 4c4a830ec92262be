// A bar of parts in one row, for tables and lists. The numbers stand beside it in words: it is decoration.
import './Bar.css';

export interface BarPart {
  value: number;
  /** its look; each has its own pattern or tone */
  as: 'done' | 'part' | 'more' | 'rest' | 'short';
}

export function Bar({ parts, max }: { parts: readonly BarPart[]; max: number }) {
  const whole = Math.max(max, 1);
  let at = 0;
  return (
    <svg className="tk-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect width="100" height="8" className="tk-bar-track" />
      {parts.map((part) => {
        const start = at;
        const width = (100 * part.value) / whole;
        at += width;
        return width > 0 ? (
          <rect key={part.as} x={start} width={width} height="8" className={`tk-bar-${part.as}`} />
        ) : null;
      })}
    </svg>
  );
}

/** What the parts of bars mean. */
export const BarKey = ({ items }: { items: readonly { as: BarPart['as']; label: string }[] }) => (
  <ul className="tk-bar-key">
    {items.map((item) => (
      <li key={item.as}>
        <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">
          <rect width="12" height="12" rx="2" className={`tk-bar-${item.as}`} />
        </svg>
        {item.label}
      </li>
    ))}
  </ul>
);
