// Two ways out of an evaluation: a conflict of interest (recused at once) and giving it back with a reason.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { perform } from '../../../offline/actsOf';
import { dropTyped, keepTyped, typedIn } from '../../../offline/typed';
import { api } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths } from '../../../shared/api/query';
import { useMe } from '../../../shared/me';
import { Button } from '../../../shared/ui/Button';
import { RadioGroup } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import type { Desk } from '../model';
import { isNetwork, NeedsNetwork } from './NeedsNetwork';

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
  desk: Pick<Desk, 'evaluation_id' | 'round_id' | 'number'>;
  isOpen: boolean;
  onClose: () => void;
  onLeft: () => void;
}

export function ConflictDialog({ desk, isOpen, onClose, onLeft }: LeaveProps) {
  const { t, i18n } = useLingui();
  const { user_id } = useMe();
  const [kind, setKind] = useState<Kind | null>(null);
  const [reason, setReason] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [id] = useState(newId);
  const needsWords = kind === 'other';
  const declare = async () => {
    if (!kind) return;
    setBusy(true);
    try {
      const became = await perform(user_id, {
        kind: 'step_back',
        conflict_id: id,
        evaluation_id: desk.evaluation_id,
        round_id: desk.round_id,
        number: desk.number,
        why: kind,
        reason,
      });
      if (became === 'kept') notify(t`تنحّيت على هذا الجهاز، ويصل تنحّيك حين يعود الاتصال.`, 'info');
      else notify(t`سُجّل التعارض وتنحّيت عن هذه المشاركة.`);
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
          <Button
            kind="danger"
            busy={busy}
            isDisabled={kind === null || (needsWords && reason.trim() === '')}
            onPress={() => void declare()}
          >
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
        <TextArea
          label={needsWords ? t`السبب` : t`توضيح (اختياري)`}
          rows={2}
          value={reason}
          onChange={setReason}
          isRequired={needsWords}
        />
      </div>
    </Dialog>
  );
}

export function GiveBackDialog({ desk, isOpen, onClose, onLeft }: LeaveProps) {
  const { t } = useLingui();
  const { user_id } = useMe();
  const act = `${user_id} give-back ${desk.evaluation_id}`;
  const [reason, setReason] = useState(() => typedIn<{ reason: string }>(act).reason ?? '');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const type = (typed: string) => {
    setReason(typed);
    keepTyped(act, { reason: typed });
  };
  const give = async () => {
    setBusy(true);
    try {
      await api.POST('/api/v1/juror/evaluations/{evaluation_id}/give-back', {
        params: { path: { evaluation_id: desk.evaluation_id } },
        body: { reason },
      });
      dropTyped(act);
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
        <NeedsNetwork error={error} />
        <ProblemNotice error={isNetwork(error) ? null : error} />
        <TextArea label={t`السبب`} rows={3} value={reason} onChange={type} isRequired />
      </div>
    </Dialog>
  );
}
