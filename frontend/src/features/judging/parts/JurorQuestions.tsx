// What the jurors of a round ask and report: unanswered first. The chair reads the questions, the organisers all.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { ActForm } from '../../../shared/forms/ActForm';
import { useForm } from '../../../shared/forms/useForm';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button } from '../../../shared/ui/Button';
import { Checkbox } from '../../../shared/ui/Choice';
import { Dialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify } from '../../../shared/ui/Notice';
import { TextArea } from '../../../shared/ui/TextArea';
import { When } from '../../../shared/ui/When';
import '../problems';

type Question = components['schemas']['StaffJurorQuestion'];

function Answer({ question, onClose }: { question: Question; onClose: () => void }) {
  const { t } = useLingui();
  const form = useForm({
    initial: { answer: '', shared: false },
    check: ({ answer }) => (answer.trim() ? {} : { answer: t`اكتب الجواب.` }),
    save: ({ answer, shared }) =>
      api.POST('/api/v1/juror-questions/{question_id}/answer', {
        params: { path: { question_id: question.id } },
        body: { answer: answer.trim(), shared },
      }),
    onSaved: async () => {
      onClose();
      notify(t`أُرسل الجواب.`);
      await refreshPaths('/api/v1/rounds/{round_id}/juror-questions', '/api/v1/home/organiser/{edition_id}');
    },
  });
  const isFile = question.kind === 'file';
  return (
    <Dialog
      title={t`جواب المحكّم`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button kind="primary" busy={form.saving} onPress={form.submit}>{t`أرسل الجواب`}</Button>
          <Button onPress={onClose}>{t`إلغاء`}</Button>
        </>
      }
    >
      <ActForm form={form} label={t`جواب المحكّم`}>
        <blockquote className="tk-judging-quote">
          <p dir="auto" className="tk-judging-text">
            {question.body}
          </p>
        </blockquote>
        <TextArea
          {...form.field('answer')}
          label={t`الجواب`}
          help={t`يصل إلى المحكّم بالبريد وفي صفحة التقييم، ولا يُعدَّل بعد إرساله.`}
          rows={5}
          maxLength={2000}
          isRequired
          autoFocus
        />
        <Checkbox
          isSelected={form.values.shared}
          onChange={(shared) => form.set({ shared })}
          help={
            isFile
              ? t`يقرؤه كل من يحكّم هذه المشاركة، دون اسم من أبلغ.`
              : t`يقرأ محكّمو الجولة السؤال وجوابه دون اسم السائل، إلا من بينه وبين المشاركة تعارض مصالح.`
          }
        >
          {isFile ? t`انشر الجواب لمحكّمي المشاركة` : t`انشر السؤال والجواب لمحكّمي الجولة`}
        </Checkbox>
      </ActForm>
    </Dialog>
  );
}

interface JurorQuestionsProps {
  roundId: string;
  zone: string;
  /** reads the reports of files too, and opens entries */
  editionId?: string;
  answers: boolean;
}

export function JurorQuestions({ roundId, zone, editionId, answers }: JurorQuestionsProps) {
  const { t } = useLingui();
  const format = useFormat();
  const [open, setOpen] = useState<Question | null>(null);
  const title = (row: Question) => format.pick(row.title_ar, row.title_en);
  return (
    <>
      <DataList
        source="/api/v1/rounds/{round_id}/juror-questions"
        path={{ round_id: roundId }}
        label={t`أسئلة المحكّمين`}
        searchLabel={t`ابحث باسم المحكّم أو رقم المشاركة`}
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
          ...(editionId
            ? [
                {
                  id: 'kind',
                  label: t`النوع`,
                  options: [
                    { id: 'question', label: t`سؤال` },
                    { id: 'file', label: t`ملف لا يُقرأ` },
                  ],
                },
              ]
            : []),
        ]}
        columns={[
          {
            id: 'number',
            header: t`الرقم`,
            sortable: true,
            width: '5.5rem',
            cell: (row) => format.number(row.number, { useGrouping: false }),
          },
          { id: 'entry', header: t`المشاركة`, primary: true, cell: (row) => title(row) },
          { id: 'juror', header: t`المحكّم`, cell: (row) => <bdi>{format.pick(row.juror_ar, row.juror_en)}</bdi> },
          {
            id: 'body',
            header: t`السؤال والجواب`,
            width: '38%',
            cell: (row) => (
              <div className="tk-stack tk-gap-2">
                {row.kind === 'file' ? (
                  <span className="tk-row tk-gap-2">
                    <Badge tone="warning">{t`ملف لا يُقرأ`}</Badge> <bdi>{row.file}</bdi>
                  </span>
                ) : null}
                <p dir="auto" className="tk-judging-text">
                  {row.body}
                </p>
                {row.answered_at ? (
                  <blockquote className="tk-judging-quote">
                    <p dir="auto" className="tk-judging-text">
                      {row.answer}
                    </p>
                    {row.shared ? <footer className="tk-small tk-soft">{t`نُشر للمحكّمين`}</footer> : null}
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
              ) : answers ? (
                <Button icon="comment" onPress={() => setOpen(row)}>
                  {t`أجب`}
                </Button>
              ) : (
                <Badge tone="warning">{t`ينتظر الجواب`}</Badge>
              ),
          },
        ]}
        rowName={title}
        {...(editionId
          ? {
              rowLink: (row: Question) => ({
                to: '/editions/$editionId/entries/$entryId' as const,
                params: { editionId, entryId: row.entry_id },
              }),
            }
          : {})}
        empty={{
          title: t`لا أسئلة من المحكّمين`,
          text: t`يظهر هنا ما يسألون عنه من صفحة التقييم، ما ينتظر الجواب منه أولًا.`,
          icon: 'comment',
        }}
      />
      {open ? <Answer question={open} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
