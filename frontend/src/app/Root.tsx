// Round every page: the skip link, focus on arrival, and back to sign-in when the session ends.
import { useLingui } from '@lingui/react/macro';
import { Outlet, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { deviceOwner } from '../shared/api/kept';
import { queryClient } from '../shared/api/query';
import { isSessionTaken, onSession, sessionState } from '../shared/api/session';
import { SkipLink } from '../shared/ui/Layout';
import { Spinner } from '../shared/ui/Spinner';

export function Root() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onResolved', ({ pathChanged, fromLocation }) => {
        if (!pathChanged || !fromLocation) return;
        requestAnimationFrame(() => {
          const title = document.querySelector<HTMLElement>('[data-page-title]') ?? document.getElementById('main');
          title?.focus({ preventScroll: true });
        });
      }),
    [router],
  );
  useEffect(() => {
    let before = sessionState();
    return onSession(() => {
      const was = before;
      before = sessionState();
      // At the start nobody was in yet: the page's own route leads to sign-in, and back afterwards.
      if (before !== 'out' || was === 'unknown') return;
      const publicPage = router.state.matches.some((match) => match.routeId === '/public');
      // First away from the pages that show someone's data, then forget the data.
      const away = publicPage ? Promise.resolve() : router.navigate({ to: '/sign-in', ignoreBlocker: true });
      void away.then(() => queryClient.clear());
      if (deviceOwner() !== null && !isSessionTaken()) void import('../offline/kept').then((kept) => kept.clearKept());
    });
  }, [router]);
  return (
    <>
      <SkipLink />
      <Outlet />
    </>
  );
}

export function Loading() {
  const { t } = useLingui();
  return (
    <div className="tk-loading">
      <Spinner size={32} label={t`جارٍ التحميل`} />
    </div>
  );
}
