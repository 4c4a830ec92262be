// Where an organiser arrives: the editions under way, then every programme.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganisesProgramme } from '../../../shared/rights';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { LinkCard } from '../../../shared/ui/Card';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import { isFinal } from '../model/phases';
import { programmeKinds } from '../words';
import '../editions.css';

type EditionCard = components['schemas']['EditionCard'];

/** What is next on the calendar of an edition, in words. */
function NextDate({ edition }: { edition: EditionCard }) {
  const { t } = useLingui();
  const { phase, timezone } = edition;
  const [words, at] =
    phase === 'draft'
      ? ([t`يُفتح باب المشاركة`, edition.opens_at] as const)
      : phase === 'open'
        ? ([t`يُغلق باب المشاركة`, edition.closes_at] as const)
        : phase === 'screening' || phase === 'judging'
          ? ([t`ينتهي التحكيم`, edition.judging_closes_at] as const)
          : ([t`تُعلن النتائج`, edition.results_at] as const);
  return (
    <span>
      {words}: <When at={at} zone={timezone} show="day" />
    </span>
  );
}

function UnderWay() {
  const { t } = useLingui();
  const format = useFormat();
  const editions = useGet('/api/v1/editions', { query: { size: 100, sort: '-created_at' } });
  const mine = (editions.data?.items ?? []).filter((one) => one.roles.length > 0 && !isFinal(one.phase)).slice(0, 6);
  if (mine.length === 0) return null;
  return (
    <section className="tk-stack" aria-labelledby="under-way">
      <h2 id="under-way" className="tk-h2">{t`دوراتي الجارية`}</h2>
      <div className="tk-grid">
        {mine.map((edition) => (
          <LinkCard
            key={edition.id}
            level={3}
            to="/editions/$editionId"
            params={{ editionId: edition.id }}
            title={<bdi>{format.name(edition)}</bdi>}
            meta={<NextDate edition={edition} />}
          >
            <p className="tk-small tk-soft">
              <bdi>{format.name(edition.programme)}</bdi>
            </p>
            <div>
              <StateBadge of="phase" state={edition.phase} />
            </div>
          </LinkCard>
        ))}
      </div>
    </section>
  );
}

export function ProgrammesPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { editor } = useOrganisesProgramme(null);
  // One primary button per view: the one at the head; the empty list repeats it quietly.
  const create = (kind: 'primary' | 'secondary') =>
    editor ? (
      <LinkButton kind={kind} icon="plus" to="/programmes/new">
        {t`برنامج جديد`}
      </LinkButton>
    ) : undefined;
  return (
    <Page
      title={t`البرامج والدورات`}
      lead={t`البرنامج جائزة أو قياس يمتد عبر السنين، ولكل مرة يُقام فيها دورة.`}
      actions={create('primary')}
    >
      <UnderWay />
      <div className="tk-stack">
        <h2 className="tk-h2">{t`البرامج`}</h2>
        <DataList
          source="/api/v1/programmes"
          label={t`البرامج`}
          defaultSort="-created_at"
          columns={[
            {
              id: 'name',
              header: t`البرنامج`,
              sortable: `name_${format.reader.language}`,
              primary: true,
              cell: (row) => format.name(row),
            },
            {
              id: 'kind',
              header: t`النوع`,
              cell: (row) => <Badge tone={programmeKinds[row.kind][0]}>{i18n._(programmeKinds[row.kind][1])}</Badge>,
            },
            { id: 'slug', header: t`المعرّف في الرابط`, sortable: true, cell: (row) => <code>{row.slug}</code> },
            {
              id: 'created_at',
              header: t`أُنشئ`,
              sortable: true,
              hideOnCard: true,
              cell: (row) => <When at={row.created_at} show="day" />,
            },
          ]}
          rowName={(row) => format.name(row)}
          rowLink={(row) => ({ to: '/programmes/$programmeId', params: { programmeId: row.id } })}
          empty={{
            title: t`لا برامج بعد`,
            text: editor
              ? t`ابدأ ببرنامج، ثم أنشئ دورته الأولى وافتح باب المشاركة.`
              : t`ينشئ البرامج مدير النظام أو منظّم على النظام كله.`,
            icon: 'award',
            action: create('secondary'),
          }}
        />
      </div>
    </Page>
  );
}
