// One entry as the organiser and the screener read and decide it.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNounsOf } from '../../../shared/nouns';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { Tabs } from '../../../shared/ui/Tabs';
import { When } from '../../../shared/ui/When';
import { nextOf } from '../next';
import { Answers } from '../parts/Answers';
import { Decisions, type StaffEntry } from '../parts/Decisions';
import { DraftProgress } from '../parts/DraftProgress';
import { EntryHistory, EntryQuestions } from '../parts/EntryTabs';
import { RuleStates } from '../parts/RuleStates';
import { useReadsScores, useScreens } from '../rights';
import { useUntitled } from '../untitled';
import '../problems';
import '../entries.css';

/** From here on there may be evaluations to read. */
const JUDGED = new Set(['judging', 'deliberation', 'approved', 'published', 'archived']);

function NextButton({ editionId, number }: { editionId: string; number: number }) {
  const { t } = useLingui();
  const waiting = useGet('/api/v1/editions/{edition_id}/entries', {
    path: { edition_id: editionId },
    query: { state: 'submitted', sort: 'number', size: 200 },
  });
  const next = nextOf(waiting.data?.items ?? [], number);
  return next ? (
    <LinkButton
      iconEnd="chevron-forward"
      to="/editions/$editionId/entries/$entryId"
      params={{ editionId, entryId: next }}
    >
      {t`التالية في الفرز`}
    </LinkButton>
  ) : null;
}

function Facts({ entry }: { entry: StaffEntry }) {
  const { t } = useLingui();
  const format = useFormat();
  const zone = entry.edition.timezone;
  const noun = useNounsOf(entry.edition).One;
  return (
    <DescriptionList
      items={[
        { label: noun, value: format.name(entry.category) },
        {
          label: t`المشارك`,
          value: entry.organisation ? (
            <bdi>{format.name(entry.organisation)}</bdi>
          ) : (
            <span>
              <bdi>{format.name(entry.owner)}</bdi> <span className="tk-small tk-soft">{t`فرد`}</span>
            </span>
          ),
        },
        { label: t`بُدئت`, value: <When at={entry.created_at} zone={zone} show="short" /> },
        {
          label: t`قُدّمت`,
          value: entry.submitted_at ? <When at={entry.submitted_at} zone={zone} show="stack" /> : t`لم تُقدَّم`,
        },
        ...(entry.return_until
          ? [{ label: t`آخر موعد للاستكمال`, value: <When at={entry.return_until} zone={zone} show="stack" /> }]
          : []),
      ]}
    />
  );
}

function Body({ entry, screens }: { entry: StaffEntry; screens: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const open = entry.questions.filter((one) => !one.answered_at).length;
  const tone = { returned: 'warning', withdrawn: 'info' } as Record<string, 'warning' | 'info'>;
  return (
    <div className="tk-entries-desk">
      <Card>
        <Tabs
          label={t`أقسام المشاركة`}
          items={[
            {
              id: 'answers',
              label: t`الأجوبة والملفات`,
              content: entry.state === 'draft' ? <DraftProgress entry={entry} /> : <Answers entry={entry} />,
            },
            {
              id: 'questions',
              label: t`الأسئلة`,
              note: open > 0 ? format.number(open) : undefined,
              content: <EntryQuestions entry={entry} answers={screens} />,
            },
            { id: 'history', label: t`السجل`, content: <EntryHistory entry={entry} /> },
          ]}
        />
      </Card>
      <aside className="tk-stack tk-entries-side" aria-label={t`القرار`}>
        <Card title={t`القرار`}>
          {entry.state_reason ? (
            <Notice tone={tone[entry.state] ?? 'error'} title={t`السبب المسجّل`}>
              <span dir="auto" className="tk-answer-long">
                {entry.state_reason}
              </span>
            </Notice>
          ) : null}
          <Decisions entry={entry} />
        </Card>
        <Card>
          <Facts entry={entry} />
        </Card>
        {entry.state === 'draft' ? null : <RuleStates entryId={entry.id} zone={entry.edition.timezone} />}
      </aside>
    </div>
  );
}

export function EntryPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const id = useParam('entryId');
  const entry = useGet('/api/v1/entries/{entry_id}', { path: { entry_id: id } });
  const screens = useScreens(editionId);
  const readsScores = useReadsScores(editionId);
  const untitled = useUntitled();
  const data = entry.data;
  const other = data ? (format.reader.language === 'ar' ? data.title_en : data.title_ar) : '';
  const number = data ? format.number(data.number, { useGrouping: false }) : '';
  return (
    <Page
      title={data ? format.pick(data.title_ar, data.title_en) || untitled(data) : t`المشاركة`}
      crumbs={[{ label: t`المشاركات`, to: '/editions/$editionId/entries', params: { editionId } }]}
      badge={data ? <StateBadge of="entry" state={data.state} /> : null}
      lead={
        data ? (
          <span className="tk-row">
            <span>{t`رقم ${number}`}</span>
            {other ? <bdi lang={format.reader.language === 'ar' ? 'en' : 'ar'}>{other}</bdi> : null}
          </span>
        ) : null
      }
      actions={
        data ? (
          <>
            {readsScores && JUDGED.has(data.edition.phase) ? (
              <LinkButton
                icon="scale"
                to="/editions/$editionId/evaluations/$entryId"
                params={{ editionId, entryId: id }}
              >
                {t`تقييمات المشاركة`}
              </LinkButton>
            ) : null}
            {screens && data.state !== 'draft' ? (
              <LinkButton icon="check" to="/editions/$editionId/screening/$entryId" params={{ editionId, entryId: id }}>
                {t`افتحها في مكتب الفرز`}
              </LinkButton>
            ) : null}
            {screens ? <NextButton editionId={editionId} number={data.number} /> : null}
          </>
        ) : null
      }
    >
      <Read of={entry} lines={12}>
        {(found) => <Body key={found.id} entry={found} screens={screens} />}
      </Read>
    </Page>
  );
}
