// A new version of the juror's pages: taken by the juror, and only when nothing waits for the server.
import { useLingui } from '@lingui/react/macro';
import { useSyncExternalStore } from 'react';
import { hasUpdate, onUpdate, takeUpdate } from '../../../offline/serviceWorker';
import { Button } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { useOutbox } from '../useOutbox';

export function Update() {
  const { t } = useLingui();
  const isThere = useSyncExternalStore(onUpdate, hasUpdate);
  const { waiting } = useOutbox();
  if (!isThere) return null;
  return (
    <Notice
      title={t`صدرت نسخة أحدث من هذه الصفحات`}
      action={
        <Button isDisabled={waiting > 0} onPress={takeUpdate}>
          {t`حدّث الصفحات`}
        </Button>
      }
    >
      {waiting > 0 ? t`تُحدَّث حين يصل عملك كله إلى الخادم.` : null}
    </Notice>
  );
}
