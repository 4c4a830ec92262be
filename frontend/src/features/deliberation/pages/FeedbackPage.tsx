// What entrants are told of their entries: how far each is, and sending what is ready after publication.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { feedbackStates } from '../words';
import '../problems';
import '../deliberation.css';

const LIST = '/api/v1/editions/{edition_id}/feedback';

export function FeedbackPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const nouns = useNouns();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const organises = useOrganises(edition.data);
  const isPublic = edition.data?.phase === 'published' || edition.data?.phase === 'archived';
  const [sending, setSending] = useState<{ entry: string | null; number: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      const sent = await must(
        api.POST('/api/v1/editions/{edition_id}/feedback/release', {
          params: { path },
          body: { entry_ids: sending?.entry ? [sending.entry] : null },
        }),
      );
      await refreshPaths(LIST);
      notify(t`أُرسلت ملاحظات مشاركات عددها ${format.number(sent.released)}.`);
      setSending(null);
    } catch (refused) {
      notifyProblem(refused);
    }
    setBusy(false);
  };
  return (
    <Page
      title={t`ملاحظات للمشاركين`}
      lead={t`لكل مشاركة نقاط قوتها وفرص تحسينها، تُصاغ من تعليقات المحكّمين دون أسمائهم، ولا يقرؤها صاحبها إلا بعد نشر النتائج وإرسالها إليه.`}
      actions={
        organises && isPublic ? (
          <Button kind="primary" icon="mail" onPress={() => setSending({ entry: null, number: 0 })}>
            {t`أرسل كل الجاهز`}
          </Button>
        ) : null
      }
    >
      <DataList
        source={LIST}
        path={path}
        label={t`ملاحظات للمشاركين`}
        defaultSort="number"
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: (Object.keys(feedbackStates) as (keyof typeof feedbackStates)[]).map((id) => ({
              id,
              label: i18n._(feedbackStates[id][1]),
            })),
          },
        ]}
        columns={[
          { id: 'number', header: t`الرقم`, sortable: true, cell: (row) => format.number(row.number) },
          {
            id: 'title',
            header: t`المشاركة`,
            sortable: true,
            primary: true,
            cell: (row) => <bdi>{format.pick(row.title_ar, row.title_en)}</bdi>,
          },
          {
            id: 'category',
            header: nouns.One,
            sortable: true,
            cell: (row) => <bdi>{format.pick(row.category_ar, row.category_en)}</bdi>,
          },
          {
            id: 'comments',
            header: t`تعليقات المحكّمين`,
            sortable: true,
            cell: (row) => format.number(row.comments),
          },
          {
            id: 'state',
            header: t`الحالة`,
            sortable: true,
            cell: (row) => (
              <span className="tk-stack tk-gap-2">
                <StateBadge state={row.state} words={feedbackStates} />
                {row.released_at ? (
                  <span className="tk-small tk-soft">
                    <When at={row.released_at} show="short" />
                  </span>
                ) : null}
              </span>
            ),
          },
          {
            id: 'act',
            header: t`الإجراء`,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                <LinkButton
                  size="small"
                  to="/editions/$editionId/feedback/$entryId"
                  params={{ editionId, entryId: row.entry_id }}
                  aria-label={t`ملاحظات المشاركة ${format.number(row.number)}`}
                >
                  {row.state === 'released' ? t`اقرأ` : t`اكتب`}
                </LinkButton>
                {organises && isPublic && row.state === 'ready' ? (
                  <Button
                    size="small"
                    kind="quiet"
                    aria-label={t`أرسل ملاحظات المشاركة ${format.number(row.number)}`}
                    onPress={() => setSending({ entry: row.entry_id, number: row.number })}
                  >
                    {t`أرسل`}
                  </Button>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      <ConfirmDialog
        title={sending?.entry ? t`إرسال ملاحظات المشاركة ${format.number(sending.number)}` : t`إرسال كل الجاهز`}
        isOpen={sending !== null}
        onClose={() => setSending(null)}
        onConfirm={() => void send()}
        action={t`أرسل إلى المشاركين`}
        busy={busy}
      >
        {t`تظهر في صفحة المشاركة، وتصل أصحابها رسالة بريد. لا تُعدَّل بعد إرسالها ولا تُسحب.`}
      </ConfirmDialog>
    </Page>
  );
}
