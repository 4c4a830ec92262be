// A proposal to go back that waits: whom it waits for, and the acts of the reader on it.
import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useFormat } from '../../../shared/i18n/react';
import { phaseWords } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog, Dialog } from '../../../shared/ui/Dialog';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import { BackConsequences } from './BackConsequences';
import { refreshEdition } from './refreshEdition';
import { type Reopening, useNames } from './useReopening';

type Pending = NonNullable<Reopening['pending']>;
type Act = 'confirm' | 'decline' | 'cancel';

function useAct(view: Reopening, pending: Pending, close: () => void) {
  const [busy, setBusy] = useState(false);
  const path = { edition_id: view.edition_id, reopening_id: pending.id };
  const act = async (how: Act, done: string, reason = ''): Promise<void> => {
    setBusy(true);
    try {
      const one = '/api/v1/editions/{edition_id}/reopenings/{reopening_id}' as const;
      if (how === 'decline') await api.POST(`${one}/decline`, { params: { path }, body: { reason } });
      else if (how === 'confirm') await api.POST(`${one}/confirm`, { params: { path } });
      else await api.POST(`${one}/cancel`, { params: { path } });
      notify(done);
    } catch (refused) {
      notifyProblem(refused);
    }
    close();
    setBusy(false);
    await refreshEdition();
  };
  return { busy, act };
}

function Dialogs({
  view,
  pending,
  open,
  close,
}: {
  view: Reopening;
  pending: Pending;
  open: Act | null;
  close: () => void;
}) {
  const { t } = useLingui();
  const [reason, setReason] = useState('');
  const { busy, act } = useAct(view, pending, close);
  return (
    <>
      <ConfirmDialog
        title={t`تأكيد العودة`}
        action={t`أكّد العودة`}
        isOpen={open === 'confirm'}
        busy={busy}
        onClose={close}
        onConfirm={() => void act('confirm', t`عادت الدورة إلى المرحلة السابقة.`)}
      >
        <div className="tk-stack">
          <p>{t`يُسجَّل اسمك مع اسم من اقترحها والسبب.`}</p>
          <BackConsequences to={pending.to_phase} />
        </div>
      </ConfirmDialog>
      <ConfirmDialog
        title={t`سحب الاقتراح`}
        action={t`اسحب الاقتراح`}
        isOpen={open === 'cancel'}
        busy={busy}
        onClose={close}
        onConfirm={() => void act('cancel', t`سُحب الاقتراح.`)}
      >
        <p>{t`تبقى الدورة في مرحلتها، ولا يُطلب من أحد تأكيد. لك أن تقترح العودة من جديد.`}</p>
      </ConfirmDialog>
      <Dialog
        title={t`رفض الاقتراح`}
        isOpen={open === 'decline'}
        onClose={close}
        footer={
          <>
            <Button
              kind="primary"
              busy={busy}
              isDisabled={reason.trim() === ''}
              onPress={() => void act('decline', t`رُفض الاقتراح، وأُبلغ من اقترحه.`, reason)}
            >
              {t`ارفض الاقتراح`}
            </Button>
            <Button onPress={close}>{t`إلغاء`}</Button>
          </>
        }
      >
        <TextArea label={t`السبب كما يقرؤه من اقترح`} rows={3} isRequired value={reason} onChange={setReason} />
      </Dialog>
    </>
  );
}

export function ReopeningBanner({ view, zone }: { view: Reopening; zone: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const names = useNames();
  const [open, setOpen] = useState<Act | null>(null);
  const { pending } = view;
  if (!pending) return null;
  const words = phaseWords[pending.to_phase]?.[1];
  const phase = words ? i18n._(words) : pending.to_phase;
  const by = format.name(pending.proposed_by);
  return (
    <>
      <Notice
        tone="warning"
        title={
          view.may.includes('cancel') ? (
            <Trans>اقترحت إعادة الدورة إلى مرحلة «{phase}»</Trans>
          ) : (
            <Trans>
              اقتراح من <bdi>{by}</bdi>: إعادة الدورة إلى مرحلة «{phase}»
            </Trans>
          )
        }
        action={
          view.may.length > 0 ? (
            <>
              {view.may.includes('confirm') ? (
                <Button kind="primary" onPress={() => setOpen('confirm')}>{t`أكّد العودة`}</Button>
              ) : null}
              {view.may.includes('decline') ? (
                <Button onPress={() => setOpen('decline')}>{t`ارفض الاقتراح`}</Button>
              ) : null}
              {view.may.includes('cancel') ? (
                <Button onPress={() => setOpen('cancel')}>{t`اسحب الاقتراح`}</Button>
              ) : null}
            </>
          ) : null
        }
      >
        <div className="tk-stack tk-gap-2">
          <p dir="auto">{format.pick(pending.reason_ar, pending.reason_en)}</p>
          {view.obstacle ? <p className="tk-strong">{view.obstacle.message}</p> : null}
          <p className="tk-small">
            <When at={pending.proposed_at} zone={zone} show="short" />
            {view.may.includes('confirm') ? null : (
              <>
                {' – '}
                {t`ينتظر جواب:`} <bdi>{names(view.asked)}</bdi>
              </>
            )}
          </p>
        </div>
      </Notice>
      <Dialogs view={view} pending={pending} open={open} close={() => setOpen(null)} />
    </>
  );
}
