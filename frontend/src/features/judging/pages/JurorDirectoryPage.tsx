// Who judged in this programme over its editions, and inviting one of them again. No scores.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { countryText } from '../../../shared/i18n/names';
import { useFormat } from '../../../shared/i18n/react';
import { jurorStates, origins, originWords } from '../../../shared/judging/words';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { When } from '../../../shared/ui/When';
import '../problems';

type Person = components['schemas']['DirectoryJuror'];
const PATH = '/api/v1/editions/{edition_id}/juror-directory';

function InviteDialog({ person, editionId, onClose }: { person: Person; editionId: string; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = format.name(person);
  const invite = useMutation({
    mutationFn: () =>
      must(
        api.POST('/api/v1/editions/{edition_id}/juror-directory/{juror_id}/invite', {
          params: { path: { edition_id: editionId, juror_id: person.juror_id } },
        }),
      ),
    onSuccess: async () => {
      await refreshPaths(PATH, '/api/v1/editions/{edition_id}/jurors');
      notify(t`أُرسلت الدعوة إلى ${name}.`);
      onClose();
    },
    onError: (problem) => {
      notifyProblem(problem);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t`دعوة ${name} إلى هذه الدورة`}
      isOpen
      onClose={onClose}
      onConfirm={() => invite.mutate()}
      action={t`أرسل الدعوة`}
      busy={invite.isPending}
    >
      {t`يُضاف إلى محكّمي الدورة بملفه من آخر دورة شارك فيها، وتصل الدعوة إلى بريده. تُطلب الصورة والإقرار من جديد.`}
    </ConfirmDialog>
  );
}

export function JurorDirectoryPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const organises = useOrganises(edition.data);
  const [inviting, setInviting] = useState<Person | null>(null);
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  return (
    <Page
      title={t`دليل المحكّمين`}
      lead={t`من حكّم في دورات هذا البرنامج: دوراته وحمله وما أتمّه منه، دون أي درجة.`}
      crumbs={[{ label: t`المحكّمون`, to: '/editions/$editionId/jurors', params: { editionId } }]}
    >
      <DataList
        source={PATH}
        path={{ edition_id: editionId }}
        label={t`دليل المحكّمين`}
        defaultSort="name"
        filters={[
          {
            id: 'here',
            label: t`هذه الدورة`,
            options: [
              { id: 'false', label: t`ليس فيها` },
              { id: 'true', label: t`فيها` },
            ],
          },
          {
            id: 'origin',
            label: t`المنشأ`,
            options: origins.map((id) => ({ id, label: i18n._(originWords[id][1]) })),
          },
        ]}
        columns={[
          {
            id: 'name',
            header: t`الاسم`,
            primary: true,
            sortable: true,
            cell: (row) => format.name(row),
          },
          {
            id: 'origin',
            header: t`المنشأ وجهة العمل`,
            width: '22%',
            cell: (row) => (
              <div>
                <Badge tone={originWords[row.origin][0]}>{i18n._(originWords[row.origin][1])}</Badge>
                <p className="tk-small tk-soft">
                  {[countryText(row.country, format.reader), format.pick(row.employer_ar, row.employer_en)]
                    .filter(Boolean)
                    .join(comma)}
                </p>
              </div>
            ),
          },
          {
            id: 'editions',
            header: t`الدورات`,
            sortable: true,
            width: '22%',
            cell: (row) => <bdi>{row.editions.map((one) => format.name(one)).join(comma)}</bdi>,
          },
          {
            id: 'assigned',
            header: t`ما أتمّه`,
            sortable: true,
            cell: (row) => (
              <div>
                {row.assigned === 0 ? '—' : t`${format.number(row.submitted)} من ${format.number(row.assigned)}`}
                {row.recusals > 0 ? (
                  <p className="tk-small tk-soft">{t`التنحّي: ${format.number(row.recusals)}`}</p>
                ) : null}
              </div>
            ),
          },
          {
            id: 'signed_at',
            header: t`آخر إقرار`,
            sortable: true,
            cell: (row) => (row.signed_at ? <When at={row.signed_at} zone={edition.data?.timezone} show="day" /> : '—'),
          },
          {
            id: 'here',
            header: t`هذه الدورة`,
            cell: (row) => (row.here ? <StateBadge words={jurorStates} state={row.here} /> : '—'),
          },
        ]}
        rowId={(row) => row.email}
        rowName={(row) => format.name(row)}
        {...(organises
          ? {
              rowActions: (row: Person) =>
                row.here === null
                  ? [
                      {
                        id: 'invite',
                        label: t`ادعُ إلى هذه الدورة`,
                        icon: 'mail' as const,
                        onAction: () => setInviting(row),
                      },
                    ]
                  : [],
            }
          : {})}
        empty={{
          title: t`لم يحكّم أحد في هذا البرنامج بعد`,
          text: t`يظهر هنا كل من قبل الدعوة إلى التحكيم في إحدى دوراته.`,
          icon: 'users',
        }}
      />
      {inviting ? <InviteDialog person={inviting} editionId={editionId} onClose={() => setInviting(null)} /> : null}
    </Page>
  );
}
