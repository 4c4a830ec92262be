// Unsaved work in a form: leaving the page asks first, and so does closing the dialog that the form stands in. The
// questions are loaded when there is something to lose: a page that only shows its forms does without them.
import { lazy, Suspense, useContext, useEffect, useState } from 'react';
import { InDialog } from '../ui/inDialog';

// Where they cannot be loaded the page goes on without them: it must not take with it what it would have kept.
const without = { UnsavedGuard: () => null, ClosingGuard: () => null } as unknown as typeof import('./UnsavedGuard');
const guards = () => import('./UnsavedGuard').catch(() => without);
const UnsavedGuard = lazy(() => guards().then((module) => ({ default: module.UnsavedGuard })));
const ClosingGuard = lazy(() => guards().then((module) => ({ default: module.ClosingGuard })));

export function Unsaved({ when }: { when: boolean }) {
  const dialog = useContext(InDialog);
  const [close, setClose] = useState<(() => void) | null>(null);
  useEffect(() => {
    if (!dialog || !when) return;
    dialog.current = (closing) => setClose(() => closing);
    return () => {
      dialog.current = null;
    };
  }, [dialog, when]);
  return when ? (
    <Suspense>
      <UnsavedGuard when />
      {close ? <ClosingGuard onClose={close} onStay={() => setClose(null)} /> : null}
    </Suspense>
  ) : null;
}
