// Ending an entry: a draft is deleted, a submitted entry is withdrawn with a reason.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import { asciiDigits } from '../../../shared/i18n/numbers';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { notify, notifyProblem, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { TextField } from '../../../shared/ui/TextField';
import type { Entry } from '../model/transport';

interface EndProps {
  entry: Entry;
  isOpen: boolean;
  onClose: () => void;
}

export function DeleteDialog({ entry, isOpen, onClose }: EndProps) {
  const { t } = useLingui();
  const format = useFormat();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/v1/entrant/entries/{entry_id}', { params: { path: { entry_id: entry.id } } }),
    onSuccess: async () => {
      await navigate({ to: '/entrant/entries' });
      queryClient.removeQueries({
        queryKey: keyOf('/api/v1/entrant/entries/{entry_id}', { entry_id: entry.id }, null),
      });
      await refreshPaths('/api/v1/entrant/entries', '/api/v1/entrant/categories');
      notify(t`حُذفت المسودة.`);
    },
    onError: notifyProblem,
  });
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const title = format.pick(entry.title_ar, entry.title_en);
  const number = format.number(entry.number, { useGrouping: false });
  const wrong = asciiDigits(typed).trim() !== String(entry.number);
  return (
    <ConfirmDialog
      title={t`حذف المسودة`}
      isOpen={isOpen}
      onClose={onClose}
      onConfirm={() => {
        setAsked(true);
        if (!wrong) remove.mutate();
      }}
      action={t`احذف المسودة نهائيًا`}
      busy={remove.isPending}
      danger
    >
      <p>
        {t`تُحذف هذه المسودة بأجوبتها وملفاتها لك ولزملائك، ولا تُستعاد، ويُبلغ زملاؤك بالبريد:`} <bdi>{title}</bdi>
      </p>
      <TextField
        label={t`اكتب رقم المشاركة ${number} لتأكيد الحذف`}
        value={typed}
        onChange={setTyped}
        inputMode="numeric"
        error={asked && wrong ? t`اكتب الرقم ${number} كما هو.` : null}
        isRequired
      />
    </ConfirmDialog>
  );
}

export function WithdrawDialog({ entry, isOpen, onClose }: EndProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const withdraw = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/withdraw', {
          params: { path: { entry_id: entry.id } },
          body: { reason: reason.trim() },
        }),
      ),
    onSuccess: async (saved) => {
      queryClient.setQueryData(keyOf('/api/v1/entrant/entries/{entry_id}', { entry_id: entry.id }, null), saved);
      onClose();
      notify(t`سُحبت المشاركة.`);
      await refreshPaths('/api/v1/entrant/entries', '/api/v1/entrant/categories');
    },
  });
  const missing = asked && !reason.trim() ? t`اكتب سبب السحب.` : null;
  return (
    <Dialog
      title={t`سحب المشاركة`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button
            kind="danger"
            busy={withdraw.isPending}
            onPress={() => {
              setAsked(true);
              if (reason.trim()) withdraw.mutate();
            }}
          >
            {t`اسحب المشاركة`}
          </Button>
          <Button onPress={onClose}>{t`أبقِها`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        {withdraw.error ? <ProblemNotice error={withdraw.error} /> : null}
        <p>{t`تخرج المشاركة من المنافسة فلا تُفرز ولا تُحكَّم، ولا تعود إليها. تبقى أجوبتها وملفاتها هنا للاطّلاع.`}</p>
        <TextArea
          label={t`سبب السحب`}
          help={t`يقرؤه المنظّم وزملاؤك في المشاركة.`}
          value={reason}
          onChange={setReason}
          maxLength={2000}
          rows={3}
          error={missing}
          isRequired
        />
      </div>
    </Dialog>
  );
}
