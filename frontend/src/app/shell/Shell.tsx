// The frame of every page behind sign-in: header, side navigation, the page.
import { Outlet, useMatches } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react';
import { onSession, sessionState } from '../../shared/api/session';
import { adoptReader, useMe, workspacesOf } from '../../shared/me';
import type { Workspace } from '../../shared/router/workspaces';
import { InFrame } from '../frame';
import { DemoRibbon } from './DemoRibbon';
import { Header } from './Header';
import { SideNav } from './SideNav';
import './Shell.css';

// Loaded when needed: most sessions never expire in the middle of work.
const Closed = lazy(() => import('../NotFound').then((module) => ({ default: module.Closed })));
const SignInAgain = lazy(() => import('./SignInAgain').then((module) => ({ default: module.SignInAgain })));
const KEY = 'tahkeem.workspace';

/** Pages of one role alone. The others are open to people whom the server tells apart. */
const CLOSED: readonly Workspace[] = ['admin', 'approver', 'auditor'];

function usePageWorkspace(): Workspace | undefined {
  return useMatches().findLast((match) => match.staticData.workspace)?.staticData.workspace;
}

/** The workspace of the page, else the one last used, else the first the person has. */
function useWorkspace(held: Workspace[], ofPage: Workspace | undefined): Workspace | null {
  useEffect(() => {
    if (ofPage) sessionStorage.setItem(KEY, ofPage);
  }, [ofPage]);
  const last = sessionStorage.getItem(KEY) as Workspace | null;
  return ofPage ?? (last && held.includes(last) ? last : (held[0] ?? null));
}

export function Shell({ children }: { children?: ReactNode }) {
  const me = useMe();
  const held = workspacesOf(me);
  const expired = useSyncExternalStore(onSession, sessionState) === 'expired';
  const ofPage = usePageWorkspace();
  const closed = ofPage !== undefined && CLOSED.includes(ofPage) && !held.includes(ofPage);
  const workspace = useWorkspace(held, closed ? undefined : ofPage);
  const focus = useMatches().some((match) => match.staticData.layout === 'focus');
  // Digits are the account's; the language too, until this browser's reader chooses one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: these two alone
  useEffect(() => {
    void adoptReader(me);
  }, [me.digits, me.language]);
  return (
    <InFrame value={true}>
      <div className="tk-shell" data-layout={focus ? 'focus' : undefined}>
        <header className="tk-shell-top tk-no-print">
          {me.is_demo_mode ? <DemoRibbon /> : null}
          <Header me={me} workspace={workspace} held={held} />
        </header>
        {workspace && !focus ? <SideNav me={me} workspace={workspace} /> : null}
        <main id="main" tabIndex={-1} className="tk-shell-main">
          {closed ? (
            <Suspense>
              <Closed />
            </Suspense>
          ) : (
            (children ?? <Outlet />)
          )}
        </main>
        <Suspense>{expired ? <SignInAgain email={me.email} /> : null}</Suspense>
      </div>
    </InFrame>
  );
}
