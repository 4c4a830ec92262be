// A programme: its editions over the years, and how it presents itself.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useOrganisesProgramme } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { useLogo } from '../parts/logo';
import { NeedsOrganiser } from '../parts/NeedsOrganiser';
import { programmeKinds } from '../words';
import '../problems';
import '../editions.css';

type Programme = components['schemas']['StaffProgramme'];

function Editions({ programme, mayCreate }: { programme: Programme; mayCreate: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <DataList
      source="/api/v1/editions"
      query={{ programme_id: programme.id }}
      label={t`الدورات`}
      defaultSort="-created_at"
      columns={[
        {
          id: 'name',
          header: t`الدورة`,
          primary: true,
          sortable: `name_${format.reader.language}`,
          cell: (row) => format.name(row),
        },
        {
          id: 'phase',
          header: t`المرحلة`,
          sortable: true,
          cell: (row) => <StateBadge of="phase" state={row.phase} />,
        },
        {
          id: 'opens_at',
          header: t`فتح باب المشاركة`,
          sortable: true,
          cell: (row) => <When at={row.opens_at} zone={row.timezone} show="short" />,
        },
        {
          id: 'closes_at',
          header: t`إغلاق باب المشاركة`,
          sortable: true,
          cell: (row) => <When at={row.closes_at} zone={row.timezone} show="short" />,
        },
      ]}
      rowName={(row) => format.name(row)}
      rowLink={(row) => ({ to: '/editions/$editionId', params: { editionId: row.id } })}
      empty={{
        title: t`لا دورات بعد`,
        text: mayCreate
          ? t`الدورة مرة واحدة من البرنامج: دعوة، فتحكيم، فنتائج.`
          : t`ينشئ الدورات من له دور المنظّم في هذا البرنامج.`,
        icon: 'calendar',
        action: mayCreate ? <NewEdition id={programme.id} kind="secondary" /> : undefined,
      }}
    />
  );
}

function NewEdition({ id, kind }: { id: string; kind: 'primary' | 'secondary' }) {
  const { t } = useLingui();
  return (
    <LinkButton kind={kind} icon="plus" to="/programmes/$programmeId/editions/new" params={{ programmeId: id }}>
      {t`دورة جديدة`}
    </LinkButton>
  );
}

function About({ programme }: { programme: Programme }) {
  const { t } = useLingui();
  const format = useFormat();
  const noun = (ar: string, en: string) => (
    <span className="tk-row tk-gap-2">
      <bdi lang="ar">{ar}</bdi>
      <bdi lang="en" className="tk-soft">
        {en}
      </bdi>
    </span>
  );
  return (
    <Card title={t`عن البرنامج`}>
      <DescriptionList
        items={[
          { label: t`الاسم بالعربية`, value: <bdi lang="ar">{programme.name_ar}</bdi> },
          { label: t`الاسم بالإنجليزية`, value: <bdi lang="en">{programme.name_en}</bdi> },
          {
            label: t`الوصف`,
            value: format.pick(programme.description_ar, programme.description_en) || (
              <span className="tk-faint">{t`غير مكتوب`}</span>
            ),
          },
          { label: t`تسمية البرنامج`, value: noun(programme.noun_ar, programme.noun_en) },
          { label: t`تسمية الفئة`, value: noun(programme.category_noun_ar, programme.category_noun_en) },
          { label: t`تسمية الفئات مجتمعة`, value: noun(programme.category_plural_ar, programme.category_plural_en) },
          {
            label: t`المعرّف في الرابط`,
            value: <code>{programme.slug}</code>,
          },
          {
            label: t`بريد الردود`,
            value: programme.reply_to ? (
              <a href={`mailto:${programme.reply_to}`} dir="ltr">
                {programme.reply_to}
              </a>
            ) : (
              <span className="tk-faint">{t`غير محدد`}</span>
            ),
          },
          {
            label: t`اللون`,
            value: (
              <span className="tk-row tk-gap-2">
                <span className="tk-editions-dot" style={{ background: programme.colour }} aria-hidden="true" />
                <code>{programme.colour}</code>
              </span>
            ),
          },
        ]}
      />
    </Card>
  );
}

export function ProgrammePage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const id = useParam('programmeId');
  const programme = useGet('/api/v1/programmes/{programme_id}', { path: { programme_id: id } });
  const { organiser, editor } = useOrganisesProgramme(id);
  const logo = useLogo(programme.data);
  const kind = programme.data ? programmeKinds[programme.data.kind] : null;
  return (
    <Page
      title={format.name(programme.data) || t`البرنامج`}
      crumbs={[{ label: t`البرامج والدورات`, to: '/programmes' }]}
      badge={kind ? <Badge tone={kind[0]}>{i18n._(kind[1])}</Badge> : null}
      actions={
        programme.data ? (
          <>
            {organiser ? <NewEdition id={id} kind="primary" /> : null}
            {editor ? (
              <LinkButton icon="edit" to="/programmes/$programmeId/edit" params={{ programmeId: id }}>
                {t`عدّل البرنامج`}
              </LinkButton>
            ) : null}
          </>
        ) : null
      }
    >
      <Read of={programme}>
        {(data) => (
          <>
            {logo ? <img className="tk-editions-logo-head" src={logo} alt={t`شعار ${format.name(data)}`} /> : null}
            {editor && !organiser ? <NeedsOrganiser programmeId={data.id} /> : null}
            <Editions programme={data} mayCreate={organiser} />
            <About programme={data} />
          </>
        )}
      </Read>
    </Page>
  );
}
