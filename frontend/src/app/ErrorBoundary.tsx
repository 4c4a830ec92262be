// When a page breaks: say so, keep the rest, offer a way on. Nothing technical is shown.
import { Trans, useLingui } from '@lingui/react/macro';
import { Navigate, useLocation, useMatches, useRouter } from '@tanstack/react-router';
import { Component, type ReactNode } from 'react';
import { Problem } from '../shared/api/problem';
import { Button } from '../shared/ui/Button';
import { EmptyState, ErrorState } from '../shared/ui/States';

export class AppErrorBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const { t } = useLingui();
  return (
    <EmptyState
      title={t`حدث خطأ غير متوقع`}
      icon="warning"
      action={<Button kind="primary" onPress={() => location.reload()}>{t`أعد تحميل الصفحة`}</Button>}
    >
      <Trans>ما حُفظ على الخادم لم يتأثر.</Trans>
    </EmptyState>
  );
}

/** The router's: one page broke, or its code could not be loaded. */
export function PageError({ error }: { error: unknown }) {
  return error instanceof Problem || (error instanceof TypeError && /import|fetch/i.test(error.message)) ? (
    <ErrorState error={error} onRetry={() => location.reload()} />
  ) : (
    <Broken />
  );
}

/** The page above an address that lacks the id at its end: `/juror` for `/juror/evaluations/`; else none. */
export function above(path: string, routes: readonly string[]): string | null {
  const wanted = path.replace(/\/+$/, '');
  const lacks = routes.some((one) => {
    const parent = /^(.*)\/\$[^/]+$/.exec(one)?.[1];
    return parent && new RegExp(`^${parent.replace(/\$[^/]+/g, '[^/]+')}$`).test(wanted);
  });
  return lacks ? wanted.slice(0, wanted.lastIndexOf('/')) || '/' : null;
}

export function NotFound() {
  const { t } = useLingui();
  const up = above(useLocation().pathname, Object.keys(useRouter().routesByPath));
  const page = (
    <EmptyState title={<h1 className="tk-h3">{t`هذه الصفحة غير موجودة`}</h1>} icon="search">
      <title>{t`هذه الصفحة غير موجودة`}</title>
      <Trans>تحقّق من العنوان، أو عُد إلى البداية.</Trans> <a href="/app/">{t`البداية`}</a>
    </EmptyState>
  );
  const framed = useMatches().length > 1;
  if (up) return <Navigate to={up} replace />;
  // Inside a frame there is a <main> already; an address that belongs to no frame has none.
  return framed ? (
    page
  ) : (
    <main id="main" tabIndex={-1}>
      {page}
    </main>
  );
}
