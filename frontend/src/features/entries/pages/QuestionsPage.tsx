// What entrants ask: unanswered first.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { AnswerDialog, type Asked } from '../parts/AnswerDialog';
import { useScreens } from '../rights';
import { useUntitled } from '../untitled';
import '../problems';
import '../entries.css';
import '../../../shared/entry/answers.css';

export function QuestionsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const path = { edition_id: editionId };
  const edition = useGet('/api/v1/editions/{edition_id}', { path });
  const screens = useScreens(editionId);
  const untitled = useUntitled();
  const [open, setOpen] = useState<Asked | null>(null);
  const zone = edition.data?.timezone;
  return (
    <Page title={t`أسئلة المشاركين`} lead={t`كل سؤال عن مشاركة بعينها، ويُجاب عنه مرة واحدة بالبريد وفي صفحة المشاركة.`}>
      <DataList
        source="/api/v1/editions/{edition_id}/questions"
        path={path}
        label={t`الأسئلة`}
        searchLabel={t`ابحث بعنوان المشاركة أو الجهة أو الرقم`}
        defaultSort="asked"
        filters={[
          {
            id: 'answered',
            label: t`الجواب`,
            options: [
              { id: 'false', label: t`ينتظر الجواب` },
              { id: 'true', label: t`أُجيب` },
            ],
          },
        ]}
        columns={[
          {
            id: 'entry',
            header: t`المشاركة`,
            primary: true,
            cell: (row) => format.pick(row.title_ar, row.title_en) || <span className="tk-soft">{untitled(row)}</span>,
          },
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '5.5rem',
            cell: (row) => format.number(row.number, { useGrouping: false }),
          },
          { id: 'who', header: t`المشارك`, cell: (row) => <bdi>{format.pick(row.entrant_ar, row.entrant_en)}</bdi> },
          {
            id: 'body',
            header: t`السؤال والجواب`,
            width: '40%',
            cell: (row) => (
              <div className="tk-stack tk-gap-2 tk-entries-cell">
                <p className="tk-answer-long" dir="auto">
                  {row.body}
                </p>
                {row.answered_at ? (
                  <blockquote className="tk-entries-quote" dir="auto">
                    {row.answer}
                  </blockquote>
                ) : null}
              </div>
            ),
          },
          {
            id: 'asked',
            header: t`سُئل في`,
            sortable: true,
            cell: (row) => <When at={row.asked_at} zone={zone} show="short" />,
          },
          {
            id: 'state',
            header: t`الجواب`,
            cell: (row) =>
              row.answered_at ? (
                <Badge tone="success">{t`أُجيب`}</Badge>
              ) : screens ? (
                <Button icon="comment" onPress={() => setOpen(row)}>
                  {t`أجب`}
                </Button>
              ) : (
                <Badge tone="warning">{t`ينتظر الجواب`}</Badge>
              ),
          },
        ]}
        rowName={(row) => format.pick(row.title_ar, row.title_en) || untitled(row)}
        rowLink={(row) => ({
          to: '/editions/$editionId/entries/$entryId',
          params: { editionId, entryId: row.entry_id },
          search: { tab: 'questions' },
        })}
        empty={{
          title: t`لا أسئلة بعد`,
          text: t`تظهر هنا أسئلة المشاركين عن مشاركاتهم، ما ينتظر الجواب منها أولًا.`,
          icon: 'comment',
        }}
      />
      <AnswerDialog question={open} onClose={() => setOpen(null)} />
    </Page>
  );
}
