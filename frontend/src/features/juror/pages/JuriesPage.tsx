// Invitations to juries: the statement of independence, accept, decline with a reason.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { queryClient, refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { StateBadge, type StateWords } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Checkbox } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';

type Jury = components['schemas']['OwnJury'];
const states: StateWords = {
  invited: ['info', msg({ message: 'مدعوّ', context: 'juror' })],
  accepted: ['success', msg({ message: 'عضو', context: 'juror' })],
  declined: ['neutral', msg({ message: 'اعتذر', context: 'juror' })],
  withdrawn: ['neutral', msg({ message: 'انسحب', context: 'juror' })],
};

export function JuriesPage() {
  const { t } = useLingui();
  const juries = useGet('/api/v1/jury');
  return (
    <Page title={t`عضويتي في اللجان`}>
      <Read of={juries}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t`لا دعوات`} icon="users">
              {t`إن دُعيت إلى لجنة تحكيم ظهرت الدعوة هنا. تأكّد أنك دخلت بالبريد الذي وصلت إليه الدعوة.`}
            </EmptyState>
          ) : (
            <div className="tk-stack">
              {items.map((jury) => (
                <JuryCard key={jury.id} jury={jury} />
              ))}
            </div>
          )
        }
      </Read>
    </Page>
  );
}

function JuryCard({ jury }: { jury: Jury }) {
  const { t } = useLingui();
  const format = useFormat();
  const [signed, setSigned] = useState(false);
  const [declining, setDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const act = async (call: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setError(null);
    try {
      await call();
      notify(done);
      setDeclining(false);
      await queryClient.invalidateQueries({ queryKey: ['/api/v1/me'] });
      await refreshPaths('/api/v1/jury', '/api/v1/juror/rounds');
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  const path = { juror_id: jury.id };
  return (
    <Card
      title={
        <>
          <bdi>{format.pick(jury.programme_ar, jury.programme_en)}</bdi> –{' '}
          <bdi>{format.pick(jury.edition_ar, jury.edition_en)}</bdi>
        </>
      }
      actions={<StateBadge state={jury.state} words={states} />}
    >
      <ProblemNotice error={error} />
      {jury.state === 'invited' ? (
        <>
          <p className="tk-measure" dir="auto">
            {jury.statement}
          </p>
          <Checkbox isSelected={signed} onChange={setSigned}>
            {t`قرأت هذا الإقرار وأوافق عليه`}
          </Checkbox>
          <div className="tk-row">
            <Button
              kind="primary"
              busy={busy}
              isDisabled={!signed}
              onPress={() =>
                void act(
                  () => api.POST('/api/v1/jury/{juror_id}/accept', { params: { path }, body: { accepted: true } }),
                  t`انضممت إلى اللجنة.`,
                )
              }
            >
              {t`أقبل العضوية`}
            </Button>
            <Button onPress={() => setDeclining(true)}>{t`أعتذر`}</Button>
          </div>
        </>
      ) : (
        <p className="tk-small tk-soft">
          <When at={jury.answered_at} show="short" />
        </p>
      )}
      {jury.state === 'invited' || jury.state === 'accepted' ? (
        <div>
          <LinkButton
            icon="user"
            to="/jury/$jurorId/profile"
            params={{ jurorId: jury.id }}
          >{t`ملفي في التحكيم`}</LinkButton>
        </div>
      ) : null}
      <Dialog
        title={t`الاعتذار عن عضوية اللجنة`}
        isOpen={declining}
        onClose={() => setDeclining(false)}
        footer={
          <>
            <Button
              kind="danger"
              busy={busy}
              isDisabled={reason.trim() === ''}
              onPress={() =>
                void act(
                  () => api.POST('/api/v1/jury/{juror_id}/decline', { params: { path }, body: { reason } }),
                  t`أُبلغ المنظّم باعتذارك.`,
                )
              }
            >
              {t`أرسل الاعتذار`}
            </Button>
            <Button onPress={() => setDeclining(false)}>{t`إلغاء`}</Button>
          </>
        }
      >
        <TextArea label={t`السبب`} rows={3} value={reason} onChange={setReason} isRequired />
      </Dialog>
    </Card>
  );
}
