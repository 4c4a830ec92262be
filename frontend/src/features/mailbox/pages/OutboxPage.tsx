// What was mailed, what waits, and what failed and why; never a mail's text.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { NoMail } from '../../../shared/NoMail';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { DataList } from '../../../shared/ui/list/DataList';
import type { MenuAction } from '../../../shared/ui/Menu';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { failureWords, mailStates } from '../words';

type Mail = components['schemas']['StaffMail'];

function Outbox({ editionId, lead }: { editionId?: string; lead: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const why = (error: string): string => {
    const words = failureWords(error);
    return words ? i18n._(words) : error;
  };
  const retry = useMutation({
    mutationFn: (mail: Mail) => api.POST('/api/v1/outbox/{mail_id}/retry', { params: { path: { mail_id: mail.id } } }),
    onSuccess: async () => {
      await refreshPaths('/api/v1/outbox');
      notify(t`ستُرسَل الرسالة الآن.`);
    },
    onError: notifyProblem,
  });
  const acts = (row: Mail): MenuAction[] =>
    row.state === 'sent'
      ? []
      : [{ id: 'retry', label: t`أعد المحاولة الآن`, icon: 'rounds', onAction: () => retry.mutate(row) }];
  return (
    <Page title={t`الرسائل الصادرة`} lead={lead}>
      <NoMail />
      <DataList
        source="/api/v1/outbox"
        query={editionId ? { edition_id: editionId } : {}}
        label={t`الرسائل الصادرة`}
        defaultSort="-created_at"
        searchLabel={t`ابحث بالعنوان أو البريد`}
        refetchInterval={15_000}
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: Object.entries(mailStates).map(([id, [, words]]) => ({ id, label: i18n._(words) })),
          },
        ]}
        columns={[
          { id: 'subject', header: t`العنوان`, primary: true, cell: (row) => row.subject },
          { id: 'to_email', header: t`إلى`, sortable: true, cell: (row) => <code>{row.to_email}</code> },
          {
            id: 'state',
            header: t`الحالة`,
            cell: (row) => (
              <span className="tk-stack tk-gap-2">
                <span>
                  <StateBadge state={row.state} words={mailStates} />
                </span>
                {row.error && row.state !== 'sent' ? (
                  <span className="tk-small tk-soft" dir="auto">
                    {why(row.error)}
                  </span>
                ) : null}
                {row.attempts > 1 ? (
                  <span className="tk-small tk-soft">{t`المحاولات: ${format.number(row.attempts)}`}</span>
                ) : null}
              </span>
            ),
          },
          {
            id: 'created_at',
            header: t`كُتبت`,
            sortable: true,
            cell: (row) => <When at={row.created_at} show="short" />,
          },
        ]}
        rowActions={acts}
        empty={{ title: t`لا رسائل بعد`, icon: 'mail' }}
      />
    </Page>
  );
}

export function OutboxPage() {
  const { t } = useLingui();
  return <Outbox lead={t`كل بريد النظام. ما تعثّر يُعاد تلقائيًا مرات، ثم يبقى هنا حتى تعيد محاولته.`} />;
}

export function EditionOutboxPage() {
  const { t } = useLingui();
  return (
    <Outbox
      editionId={useParam('editionId')}
      lead={t`بريد هذه الدورة. ما تعثّر يُعاد تلقائيًا مرات، ثم يبقى هنا حتى تعيد محاولته.`}
    />
  );
}
