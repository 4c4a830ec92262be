// Unsaved work in a form: leaving the page asks first, and so does closing the dialog that the form stands in. The
// questions are loaded when there is something to lose: a page that only shows its forms does without them.
import { lazy, Suspense, useContext, useEffect, useState } from 'react';
import { InDialog } from '../ui/inDialog';

const UnsavedGuard = lazy(() => import('./UnsavedGuard').then((module) => ({ default: module.UnsavedGuard })));
const ClosingGuard = lazy(() => import('./UnsavedGuard').then((module) => ({ default: module.ClosingGuard })));

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
