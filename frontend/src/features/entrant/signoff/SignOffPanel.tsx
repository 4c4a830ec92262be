// The agency's own word before submitting: where it stands, asking for it, giving it, returning the entry.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { AskDialog, ReturnDialog } from './SignOffDialogs';
import { signOffWords } from './words';

export type SignOff = components['schemas']['EntrySignOff'];
type Step = components['schemas']['SignOffStep'];
export const SIGN_OFF = '/api/v1/entrant/entries/{entry_id}/sign-off';

export const refreshSignOff = () =>
  refreshPaths(SIGN_OFF, '/api/v1/entrant/entries/{entry_id}', '/api/v1/entrant/entries');

function Last({ step, zone }: { step: Step; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = (person: Step['signer']) => (person ? format.name(person) : '');
  const [asker, signer, decider, changer] = [step.asked_by, step.signer, step.decided_by, step.voided_by].map(name);
  const line = {
    asked: t`الطلب من ${asker} إلى ${signer}.`,
    approved: t`الموافقة من ${decider}. أي تعديل بعدها يلغيها.`,
    returned: t`الإعادة من ${decider}.`,
    voided: step.voided_by
      ? t`الموافقة من ${decider}، ثم تعديل من ${changer}. اطلب الموافقة من جديد.`
      : t`الموافقة من ${decider}، ثم لم يجتز ملف الفحص. استبدله واطلب الموافقة من جديد.`,
    replaced: '',
  }[step.state];
  const note = step.state === 'returned' ? step.decision_note : step.state === 'asked' ? step.note : '';
  return (
    <>
      <p dir="auto">{line}</p>
      {note ? (
        <blockquote className="tk-entrant-reason" dir="auto">
          {note}
        </blockquote>
      ) : null}
      <p className="tk-small tk-soft">
        <When at={step.voided_at ?? step.decided_at ?? step.asked_at} zone={zone} show="short" />
      </p>
    </>
  );
}

function Body({ entry, found }: { entry: Entry; found: SignOff }) {
  const { t } = useLingui();
  const [open, setOpen] = useState<'ask' | 'return' | null>(null);
  const approve = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/entrant/entries/{entry_id}/sign-off/approve', {
          params: { path: { entry_id: entry.id } },
          body: { content_hash: found.content_hash },
        }),
      ),
    onSuccess: async () => {
      await refreshSignOff();
      notify(t`تمت الموافقة، وأُرسلت رسالة بها إلى صاحب الطلب.`);
    },
    onError: (error) => {
      notifyProblem(error);
      void refreshSignOff();
    },
  });
  const [step] = found.steps;
  const may = found.may_ask && found.state !== 'approved' && !found.may_answer;
  return (
    <Card
      title={t`موافقة الجهة قبل التقديم`}
      actions={<StateBadge state={found.state ?? 'none'} words={signOffWords} />}
    >
      <div className="tk-stack">
        {step ? (
          <Last step={step} zone={entry.edition.timezone} />
        ) : (
          <p className="tk-soft">{t`تطلب هذه الدورة أن يوافق شخص ثانٍ من الجهة على المشاركة قبل تقديمها.`}</p>
        )}
        {found.may_answer ? (
          <>
            <p>{t`اقرأ المشاركة كلها، ثم وافق عليها كما هي أو أعدها بملاحظة.`}</p>
            <div className="tk-row tk-gap-2">
              <Button kind="primary" icon="check" busy={approve.isPending} onPress={() => approve.mutate()}>
                {t`وافق على المشاركة`}
              </Button>
              <Button icon="undo" onPress={() => setOpen('return')}>
                {t`أعدها بملاحظة`}
              </Button>
            </div>
          </>
        ) : null}
        {may ? (
          <div>
            <Button icon="mail" onPress={() => setOpen('ask')}>
              {found.state === 'asked' ? t`اطلبها من غيره` : t`اطلب الموافقة`}
            </Button>
          </div>
        ) : null}
      </div>
      {open === 'ask' ? <AskDialog entry={entry} found={found} onClose={() => setOpen(null)} /> : null}
      {open === 'return' ? <ReturnDialog entry={entry} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}

export function SignOffPanel({ entry }: { entry: Entry }) {
  const found = useGet(SIGN_OFF, { path: { entry_id: entry.id }, refetchInterval: 30_000 });
  return (
    <Read of={found} lines={3}>
      {(view) => (view.needed ? <Body entry={entry} found={view} /> : null)}
    </Read>
  );
}
