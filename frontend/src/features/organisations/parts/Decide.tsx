// Approving and refusing a waiting agency; a refusal carries the reason that its people read.
import { Plural, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import { Button } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { notify, ProblemNotice } from '../../../shared/ui/Notice';
import type { Organisation } from '../words';
import { ReasonDialog } from './ReasonDialog';

const refresh = () => refreshPaths('/api/v1/organisations', '/api/v1/organisations/{organisation_id}');

function Approve({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const { t } = useLingui();
  const approve = useMutation({
    mutationFn: () =>
      api.POST('/api/v1/organisations/{organisation_id}/approve', {
        params: { path: { organisation_id: organisation.id } },
      }),
    onSuccess: async () => {
      await refresh();
      notify(t`اعتُمدت الجهة.`);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`اعتماد الجهة`}
      action={t`اعتمد الجهة`}
      isOpen
      busy={approve.isPending}
      onClose={onClose}
      onConfirm={() => approve.mutate()}
    >
      <div className="tk-stack">
        <ProblemNotice error={approve.error} />
        <p>
          <Plural
            value={organisation.members}
            zero="تستطيع الجهة بعد ذلك تقديم مشاركاتها ودعوة زملائها."
            one="يستطيع عضوها بعد ذلك تقديم مشاركاتها ودعوة زملائه، ونخبره بالبريد."
            two="يستطيع عضواها بعد ذلك تقديم مشاركاتها ودعوة زملائهما، ونخبرهما بالبريد."
            few="يستطيع أعضاؤها بعد ذلك تقديم مشاركاتها ودعوة زملائهم، ونخبرهم بالبريد (# أعضاء)."
            many="يستطيع أعضاؤها بعد ذلك تقديم مشاركاتها ودعوة زملائهم، ونخبرهم بالبريد (# عضوًا)."
            other="يستطيع أعضاؤها بعد ذلك تقديم مشاركاتها ودعوة زملائهم، ونخبرهم بالبريد (# عضو)."
          />
        </p>
      </div>
    </ConfirmDialog>
  );
}

export function Decide({ organisation }: { organisation: Organisation }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState<'approve' | 'refuse' | null>(null);
  const close = (): void => setAsking(null);
  return (
    <>
      <Button kind="primary" icon="check" onPress={() => setAsking('approve')}>
        {t`اعتمد`}
      </Button>
      {organisation.status === 'pending' ? (
        <Button kind="danger-quiet" onPress={() => setAsking('refuse')}>
          {t`ارفض`}
        </Button>
      ) : null}
      {asking === 'approve' ? <Approve organisation={organisation} onClose={close} /> : null}
      {asking === 'refuse' ? (
        <ReasonDialog
          title={t`رفض تسجيل الجهة`}
          action={t`ارفض التسجيل`}
          help={t`يقرأ أعضاء الجهة هذا السبب في رسالة وفي صفحتهم. يمكنك اعتمادها لاحقًا.`}
          send={(reason) =>
            api.POST('/api/v1/organisations/{organisation_id}/refuse', {
              params: { path: { organisation_id: organisation.id } },
              body: { reason },
            })
          }
          onDone={async () => {
            await refresh();
            notify(t`رُفض تسجيل الجهة وأُبلغ أعضاؤها.`);
            close();
          }}
          onClose={close}
        />
      ) : null}
    </>
  );
}
