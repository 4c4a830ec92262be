// Something is under way. Give it a label when no other words say so.
import './Spinner.css';

export function Spinner({ size = 20, label }: { size?: number; label?: string }) {
  return (
    <span className="tk-spinner-box" role={label ? 'status' : undefined}>
      <svg className="tk-spinner" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" />
        <path d="M10 2.5a7.5 7.5 0 0 1 7.5 7.5" />
      </svg>
      {label ? <span className="tk-hidden">{label}</span> : null}
    </span>
  );
}
