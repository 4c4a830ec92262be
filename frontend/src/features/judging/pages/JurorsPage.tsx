// Everyone who judges in an edition, or was asked to.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import { countryText, languageText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { jurorStateIds, jurorStates, origins, originWords } from '../../../shared/judging/words';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { DataList } from '../../../shared/ui/list/DataList';
import { Page } from '../../../shared/ui/PageHeader';
import { type Juror, mayInvite, mayRemove } from '../model/juror';
import { JurorStanding } from '../parts/JurorStanding';
import { RemoveDialog } from '../parts/LeavingDialog';
import { useInvite } from '../parts/useInvite';

export function JurorsPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const organises = useOrganises(edition.data);
  const invite = useInvite();
  const [removing, setRemoving] = useState<Juror | null>(null);
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  const create = organises ? (
    <LinkButton kind="primary" icon="plus" to="/editions/$editionId/jurors/new" params={{ editionId }}>
      {t`أضف محكّمًا`}
    </LinkButton>
  ) : null;
  return (
    <Page
      title={t`المحكّمون`}
      lead={t`من يحكّم في هذه الدورة ومن دُعي إليها. لا يُسند شيء إلا لمن قبل الدعوة وأقرّ بالاستقلال.`}
      actions={
        <>
          {create}
          {organises ? (
            <>
              <LinkButton icon="upload" to="/editions/$editionId/jurors/import" params={{ editionId }}>
                {t`استورد من ملف`}
              </LinkButton>
              <LinkButton icon="users" to="/editions/$editionId/jurors/directory" params={{ editionId }}>
                {t`دليل المحكّمين`}
              </LinkButton>
            </>
          ) : null}
          <LinkButton to="/editions/$editionId/jury-settings" params={{ editionId }}>
            {t`إعدادات الدعوة`}
          </LinkButton>
        </>
      }
    >
      <DataList
        source="/api/v1/editions/{edition_id}/jurors"
        path={{ edition_id: editionId }}
        label={t`المحكّمون`}
        defaultSort="name"
        filters={[
          {
            id: 'state',
            label: t`الحالة`,
            options: jurorStateIds.map((id) => ({ id, label: i18n._(jurorStates[id][1]) })),
          },
          {
            id: 'late',
            label: t`موعد الجواب`,
            options: [
              { id: 'true', label: t`تأخر جوابه` },
              { id: 'false', label: t`لم يتأخر` },
            ],
          },
          {
            id: 'origin',
            label: t`المنشأ`,
            options: origins.map((id) => ({ id, label: i18n._(originWords[id][1]) })),
          },
        ]}
        columns={[
          { id: 'name', header: t`الاسم`, primary: true, sortable: true, cell: (row) => format.name(row) },
          {
            id: 'origin',
            header: t`المنشأ`,
            sortable: true,
            cell: (row) => (
              <span className="tk-row tk-gap-2">
                <Badge tone={originWords[row.origin][0]}>{i18n._(originWords[row.origin][1])}</Badge>
                {countryText(row.country, format.reader)}
              </span>
            ),
          },
          {
            id: 'languages',
            header: t`اللغات`,
            cell: (row) => row.languages.map((code) => languageText(code, format.reader)).join(comma),
          },
          {
            id: 'employer',
            header: t`جهة العمل`,
            cell: (row) => <bdi>{format.pick(row.employer_ar, row.employer_en)}</bdi>,
          },
          {
            id: 'state',
            header: t`الدعوة`,
            sortable: true,
            cell: (row) => <JurorStanding juror={row} />,
          },
          {
            id: 'load',
            header: t`الحمل المتفق عليه`,
            cell: (row) =>
              row.load_accepted === null
                ? '—'
                : t`${format.number(row.load_accepted)} من ${format.number(row.load_asked ?? row.load_accepted)}`,
          },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({ to: '/editions/$editionId/jurors/$jurorId', params: { editionId, jurorId: row.id } })}
        {...(organises
          ? {
              rowActions: (row: Juror) => [
                ...(mayInvite(row)
                  ? [
                      {
                        id: 'invite',
                        label: row.invited_at ? t`أعد إرسال الدعوة` : t`أرسل الدعوة`,
                        icon: 'mail' as const,
                        onAction: () => invite.mutate(row),
                      },
                    ]
                  : []),
                ...(mayRemove(row)
                  ? [
                      {
                        id: 'remove',
                        label: t`أعفِ من التحكيم`,
                        icon: 'close' as const,
                        danger: true,
                        separated: mayInvite(row),
                        onAction: () => setRemoving(row),
                      },
                    ]
                  : []),
              ],
            }
          : {})}
        empty={{
          title: t`لا محكّمين بعد`,
          text: t`أضف المحكّمين وادعهم، ثم كوّن منهم لجنة كل جولة.`,
          icon: 'users',
          action: create ?? undefined,
        }}
      />
      {removing ? <RemoveDialog juror={removing} onClose={() => setRemoving(null)} /> : null}
    </Page>
  );
}
