// Going back to what was submitted.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import type { Entry } from '../model/transport';

export function Discard({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const discard = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/discard-changes', { params: { path: { entry_id: entry.id } } }),
      ),
    onSuccess: async () => {
      setOpen(false);
      notify(t`عادت المشاركة كما قُدّمت`);
      await refreshPaths('/api/v1/entrant/entries/{entry_id}', '/api/v1/entrant/entries');
    },
    onError: notifyProblem,
  });
  return (
    <>
      <Button icon="undo" onPress={() => setOpen(true)}>
        {t`عُد إلى ما قُدّم`}
      </Button>
      <ConfirmDialog
        title={t`العودة إلى ما قُدّم`}
        isOpen={open}
        onClose={() => setOpen(false)}
        action={t`اترك التعديلات`}
        busy={discard.isPending}
        onConfirm={() => discard.mutate()}
      >
        <p>{t`تعود الأجوبة والملفات كما كانت عند التقديم، ويبقى ما كتبتموه بعده في تاريخ كل حقل. والملفات التي أُضيفت بعد التقديم تُحذف.`}</p>
      </ConfirmDialog>
    </>
  );
}
