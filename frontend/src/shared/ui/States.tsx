// What a page shows when it has nothing, waits, or was refused.
import { useLingui } from '@lingui/react/macro';
import { createContext, type ReactNode, useContext } from 'react';
import { asProblem } from '../api/problem';
import { useProblem } from '../api/problems';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import './States.css';

/** Whether a heading of the page stands above: where none does, what failed is the heading. */
export const Titled = createContext(false);

export interface EmptyStateProps {
  title: ReactNode;
  children?: ReactNode;
  icon?: IconName;
  action?: ReactNode;
}

export function EmptyState({ title, children, icon = 'layers', action }: EmptyStateProps) {
  return (
    <div className="tk-empty">
      <span className="tk-empty-icon">
        <Icon name={icon} size={28} />
      </span>
      <div className="tk-h3 tk-strong">{title}</div>
      {children ? <div className="tk-soft tk-measure">{children}</div> : null}
      {action ? <div className="tk-row">{action}</div> : null}
    </div>
  );
}

/** A refused or failed read, in words, with a way on; where the page has no heading, it is the heading. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useLingui();
  const problem = asProblem(error);
  const sentence = useProblem(problem);
  const Head = useContext(Titled) ? 'p' : 'h1';
  const { status } = problem;
  const isClosed = status === 403 || status === 404;
  const title =
    status === 404
      ? t`الصفحة غير متاحة`
      : isClosed
        ? t`لا يحق لك الاطّلاع على هذه الصفحة`
        : problem.code === 'network'
          ? t`لا يوجد اتصال`
          : t`تعذّر التحميل`;
  return (
    <div className="tk-empty" role="alert">
      <span className="tk-empty-icon tk-empty-error">
        <Icon name={isClosed ? 'lock' : 'warning'} size={28} />
      </span>
      {Head === 'h1' && <title>{title}</title>}
      <Head className="tk-h3 tk-strong">{title}</Head>
      <p className="tk-soft tk-measure">{sentence}</p>
      {onRetry && !isClosed ? (
        <Button icon="rounds" onPress={onRetry}>
          {t`أعد المحاولة`}
        </Button>
      ) : null}
    </div>
  );
}

/** Grey lines where text will stand. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useLingui();
  return (
    <div className="tk-skeleton" role="status" aria-label={t`جارٍ التحميل`}>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical lines that never move
        <span key={line} />
      ))}
    </div>
  );
}

export interface ReadProps<T> {
  of: { data: T | undefined; error: unknown; isPending: boolean; refetch: () => unknown };
  children: (data: T) => ReactNode;
  lines?: number;
}

/** `<Read of={useGet(…)}>{(programme) => …}</Read>`: waiting, refused or there. */
export function Read<T>({ of, children, lines = 6 }: ReadProps<T>) {
  if (of.data !== undefined) return children(of.data);
  if (of.error) return <ErrorState error={of.error} onRetry={() => void of.refetch()} />;
  return <Skeleton lines={lines} />;
}
