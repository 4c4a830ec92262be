// An address that names no page: the page above it where only an id is missing, else a word and a way on.
import { useLingui } from '@lingui/react/macro';
import { Navigate, useLocation, useRouter } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useContext, useEffect, useState } from 'react';
import { resume } from '../shared/api/session';
import { loadMe } from '../shared/me';
import { EmptyState } from '../shared/ui/States';
import { InFrame } from './frame';

const Shell = lazy(() => import('./shell/Shell').then((module) => ({ default: module.Shell })));
const PublicFrame = lazy(() => import('./PublicFrame').then((module) => ({ default: module.PublicFrame })));

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
  const framed = useContext(InFrame);
  if (up) return <Navigate to={up} replace />;
  return framed ? page : <Framed>{page}</Framed>;
}

/** An address of no frame gets the one that its reader knows. */
function Framed({ children }: { children: ReactNode }) {
  const [isIn, setIsIn] = useState<boolean | null>(null);
  useEffect(() => {
    void resume()
      .then(async (resumed) => resumed && Boolean(await loadMe()))
      .catch(() => false)
      .then(setIsIn);
  }, []);
  if (isIn === null) return null;
  return <Suspense>{isIn ? <Shell>{children}</Shell> : <PublicFrame>{children}</PublicFrame>}</Suspense>;
}

/** A page of a role that its reader does not hold. */
export function Closed() {
  const { t } = useLingui();
  return (
    <EmptyState title={<h1 className="tk-h3">{t`لا يحق لك الاطّلاع على هذه الصفحة`}</h1>} icon="lock">
      <title>{t`لا يحق لك الاطّلاع على هذه الصفحة`}</title>
      <p>{t`هي لدور ليس من أدوارك. إن كنت تحتاج إليها فاطلبه من مدير النظام.`}</p>
      <a href="/app/">{t`البداية`}</a>
    </EmptyState>
  );
}
