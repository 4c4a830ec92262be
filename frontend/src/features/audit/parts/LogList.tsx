// The log: who did what, when, on what; narrowed by act, subject, person and days.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { type UrlState, useUrlState } from '../../../shared/router/urlState';
import { Button } from '../../../shared/ui/Button';
import { ComboBox } from '../../../shared/ui/ComboBox';
import { DateField } from '../../../shared/ui/DateField';
import { DataList } from '../../../shared/ui/list/DataList';
import type { MenuAction } from '../../../shared/ui/Menu';
import { When } from '../../../shared/ui/When';
import { actWords } from '../actWords';
import { subjectWords } from '../factWords';
import { dayOfEnd, dayOfStart, endOf, startOf } from '../model';
import { Facts } from './Facts';
import '../audit.css';

type Event = components['schemas']['LogEvent'];
type Set = (change: UrlState) => void;

function More({ url, set }: { url: UrlState; set: Set }) {
  const { t, i18n } = useLingui();
  const { data } = useGet('/api/v1/log/acts');
  const options = (data?.items ?? []).map((id) => ({ id, label: actWords[id] ? i18n._(actWords[id]) : id }));
  return (
    <>
      <ComboBox
        key={options.length}
        label={t`الفعل`}
        placeholder={t`الكل`}
        options={options}
        value={url.act ?? null}
        onChange={(act) => set({ act: act ?? undefined })}
      />
      <div className="tk-audit-date">
        <DateField
          label={t`من يوم`}
          value={dayOfStart(url.from)}
          onChange={(day) => set({ from: day ? startOf(day) : undefined })}
        />
      </div>
      <div className="tk-audit-date">
        <DateField
          label={t`إلى يوم`}
          value={dayOfEnd(url.to)}
          onChange={(day) => set({ to: day ? endOf(day) : undefined })}
        />
      </div>
      {url.actor_id ? (
        <Button icon="close" onPress={() => set({ actor_id: undefined })}>
          {t`أفعال شخص واحد`}
        </Button>
      ) : null}
      {url.subject_id ? (
        <Button icon="close" onPress={() => set({ subject_id: undefined })}>
          {t`ما جرى على شيء واحد`}
        </Button>
      ) : null}
    </>
  );
}

function Who({ event }: { event: Event }) {
  const { t } = useLingui();
  const format = useFormat();
  const { actor } = event;
  if (!actor) return <span className="tk-soft">{event.act === 'fail_sign_in' ? t`زائر` : t`النظام`}</span>;
  const name = format.name(actor);
  return (
    <span title={actor.email || undefined}>
      {name ? <bdi>{name}</bdi> : actor.email ? <code className="tk-small">{actor.email}</code> : t`حساب مُحيت بياناته`}
    </span>
  );
}

export function LogList({ editionId }: { editionId?: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const [, setUrl] = useUrlState();
  const actOf = (row: Event): string => (actWords[row.act] ? i18n._(actWords[row.act] as never) : row.act);
  const kindOf = (kind: string): string => (subjectWords[kind] ? i18n._(subjectWords[kind] as never) : kind);
  const acts = (row: Event): MenuAction[] => [
    ...(row.actor
      ? [
          {
            id: 'actor',
            label: t`أفعال هذا الشخص`,
            icon: 'user' as const,
            onAction: () => setUrl({ actor_id: row.actor?.id, page: undefined }),
          },
        ]
      : []),
    ...(row.subject_id
      ? [
          {
            id: 'subject',
            label: t`كل ما جرى على هذا الموضوع`,
            icon: 'clock' as const,
            onAction: () => setUrl({ subject_id: row.subject_id ?? undefined, page: undefined }),
          },
        ]
      : []),
  ];
  return (
    <DataList
      source="/api/v1/log"
      query={editionId ? { edition_id: editionId } : {}}
      label={t`سجل التدقيق`}
      defaultSort="-at"
      pageSize={50}
      searchLabel={t`ابحث بالفعل أو الفاعل أو بريده أو المشاركة`}
      rowId={(row) => String(row.id)}
      rowName={actOf}
      rowActions={acts}
      filters={[
        {
          id: 'subject_kind',
          label: t`الموضوع`,
          options: Object.entries(subjectWords).map(([id, words]) => ({ id, label: i18n._(words) })),
        },
      ]}
      moreFilters={(url, set) => <More url={url} set={set} />}
      columns={[
        { id: 'act', header: t`الفعل`, primary: true, cell: actOf },
        {
          id: 'at',
          header: t`الوقت`,
          sortable: true,
          width: '9.5rem',
          cell: (row) => <When at={row.at} show="short" />,
        },
        { id: 'actor', header: t`الفاعل`, cell: (row) => <Who event={row} /> },
        {
          id: 'subject',
          header: t`الموضوع`,
          cell: (row) => (
            <span className="tk-audit-subject">
              <span className="tk-tiny tk-soft">{kindOf(row.subject_kind)}</span>
              {row.subject ? <bdi>{format.name(row.subject)}</bdi> : null}
            </span>
          ),
        },
        { id: 'facts', header: t`الوقائع`, cell: (row) => <Facts facts={row.facts} /> },
      ]}
      empty={{ title: t`لا شيء في السجل بعد`, text: t`كل إجراء يُسجَّل هنا في لحظته ولا يُمحى.`, icon: 'clock' }}
    />
  );
}
