// An address that names no page: the page above it where only an id is missing, else a word and a way on.
import { useLingui } from '@lingui/react/macro';
import { Navigate, useLocation, useMatches, useRouter } from '@tanstack/react-router';
import { EmptyState } from '../shared/ui/States';

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
      <a href="/app/">{t`البداية`}</a>
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
