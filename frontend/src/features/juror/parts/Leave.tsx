// Two ways out of an evaluation: a conflict of interest (recused at once) and giving it back with a reason.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';

export const conflictKinds = {
  employer: msg`أعمل لدى الجهة`,
  former_employer: msg`عملت لديها سابقًا`,
  family: msg`قرابة مع أحد أصحاب المشاركة`,
  business: msg`مصلحة تجارية`,
  advised: msg`قدّمت مشورة في هذا العمل`,
  other: msg`سبب آخر`,
};
type Kind = keyof typeof conflictKinds;

interface LeaveProps {
  evaluationId: string;
  isOpen: boolean;
  onClose: () => void;
  onLeft: () => void;
}

export function ConflictDialog({ evaluationId, isOpen, onClose, onLeft }: LeaveProps) {
  const { t, i18n } = useLingui();
  const [kind, setKind] = useState<Kind | null>(null);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [id] = useState(newId);
  const declare = async () => {
    if (!kind) return;
    setBusy(true);
    try {
      await api.PUT('/api/v1/juror/conflicts/{conflict_id}', {
        params: { path: { conflict_id: id } },
        body: { evaluation_id: evaluationId, kind, reason },
      });
      notify(t`سُجّل التعارض وتنحّيت عن هذه المشاركة.`);
      await refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rounds', '/api/v1/juror/conflicts');
      onLeft();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={t`تعارض مصالح`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button kind="danger" busy={busy} isDisabled={kind === null} onPress={() => void declare()}>
            {t`صرّح وتنحَّ`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        <p>{t`تتنحّى فورًا: تختفي المشاركة من قائمتك، ويسندها المنظّم إلى غيرك. لا يراجعك أحد في ذلك.`}</p>
        <ProblemNotice error={error} />
        <RadioGroup
          label={t`ما صلتك بالمشاركة؟`}
          options={(Object.keys(conflictKinds) as Kind[]).map((one) => ({
            id: one,
            label: i18n._(conflictKinds[one]),
          }))}
          value={kind}
          onChange={setKind}
          isRequired
        />
        <TextArea label={t`توضيح (اختياري)`} rows={2} value={reason} onChange={setReason} />
      </div>
    </Dialog>
  );
}

export function GiveBackDialog({ evaluationId, isOpen, onClose, onLeft }: LeaveProps) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const give = async () => {
    setBusy(true);
    try {
      await api.POST('/api/v1/juror/evaluations/{evaluation_id}/give-back', {
        params: { path: { evaluation_id: evaluationId } },
        body: { reason },
      });
      notify(t`أُعيدت المشاركة إلى المنظّم.`);
      await refreshPaths('/api/v1/juror/evaluations', '/api/v1/juror/rounds');
      onLeft();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return (
    <Dialog
      title={t`إعادة المشاركة إلى المنظّم`}
      isOpen={isOpen}
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={busy} isDisabled={reason.trim() === ''} onPress={() => void give()}>
            {t`أعد المشاركة`}
          </Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <div className="tk-stack">
        <p>{t`تخرج المشاركة من قائمتك، ويُبلَّغ المنظّم بالسبب ليُسندها إلى غيرك.`}</p>
        <ProblemNotice error={error} />
        <TextArea label={t`السبب`} rows={3} value={reason} onChange={setReason} isRequired />
      </div>
    </Dialog>
  );
}
