// Unsaved work is not lost by a stray press.
import { useLingui } from '@lingui/react/macro';
import { useBlocker } from '@tanstack/react-router';
import { ConfirmDialog } from '../ui/Dialog';

/** Asks before leaving a page with unsaved work, inside the app and on closing the tab. */
export function UnsavedGuard({ when }: { when: boolean }) {
  const { t } = useLingui();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => when && current.pathname !== next.pathname,
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
