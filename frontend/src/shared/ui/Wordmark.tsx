// The product's mark: a check resting on a level beam, and the name set in type. No emblem.
import { useLingui } from '@lingui/react/macro';
import './Wordmark.css';

export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className="tk-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" className="tk-mark-ground" />
      <path d="M9 14.5l5 5L23.5 9.5" className="tk-mark-check" />
      <path d="M8 24.5h16" className="tk-mark-beam" />
    </svg>
  );
}

export function Wordmark({ onDark = false, size = 32 }: { onDark?: boolean; size?: number }) {
  const { t } = useLingui();
  return (
    <span className={onDark ? 'tk-wordmark tk-wordmark-dark' : 'tk-wordmark'}>
      <Mark size={size} />
      <span className="tk-wordmark-name">{t`تحكيم`}</span>
    </span>
  );
}
