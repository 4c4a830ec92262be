// Unsaved work is not lost by a stray press.
import { useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import { useContext } from 'react';
import { ConfirmDialog } from '../ui/Dialog';
import { InTab } from '../ui/inTab';

const opened = ({ search }: { search: unknown }, key: string): unknown => (search as Record<string, unknown>)[key];

/** Asks before leaving a page with unsaved work, inside the app and on closing the tab; and before another of the
 * page's own tabs takes the place of the one that holds the work. */
export function UnsavedGuard({ when }: { when: boolean }) {
  const { t } = useLingui();
  const key = useContext(InTab);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) =>
      when && (current.pathname !== next.pathname || (key !== '' && opened(current, key) !== opened(next, key))),
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      title={t`لديك تغييرات لم تُحفظ`}
      isOpen={blocker.status === 'blocked'}
      onClose={() => blocker.reset?.()}
      onConfirm={() => blocker.proceed?.()}
      action={t`غادر دون حفظ`}
      cancel={t`ابقَ في الصفحة`}
      danger
    >
      {t`إن غادرت الآن فستفقد ما كتبته منذ آخر حفظ.`}
    </ConfirmDialog>
  );
}

/** Asks before the dialog that holds unsaved work closes. */
export function ClosingGuard({ onClose, onStay }: { onClose: () => void; onStay: () => void }) {
  const { t } = useLingui();
  return (
    <ConfirmDialog
      title={t`لم يُحفظ ما كتبته بعد`}
      isOpen
      onClose={onStay}
      onConfirm={onClose}
      action={t`أغلق وتخلَّ عنه`}
      cancel={t`تابع الكتابة`}
      danger
    >
      {t`إن أغلقت هذه النافذة فستفقد ما كتبته فيها.`}
    </ConfirmDialog>
  );
}
