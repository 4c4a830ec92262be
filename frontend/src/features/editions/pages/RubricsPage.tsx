// The rubrics of an edition, and which categories are judged by each.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, must } from '../../../shared/api/client';
import { newId } from '../../../shared/api/ids';
import { refreshPaths, useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { isRulebookFrozen } from '../model/phases';
import { copyOf, draftOf, wireOf } from '../model/rubric';
import { Frozen } from '../parts/Frozen';
import '../problems';
import '../editions.css';

type RubricCard = components['schemas']['RubricCard'];

export function RubricsPage() {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const navigate = useNavigate();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const organises = useOrganises(edition.data);
  const mayEdit = organises && edition.data !== undefined && !isRulebookFrozen(edition.data.phase);
  const [deleting, setDeleting] = useState<RubricCard | null>(null);
  const path = (rubric_id: string) => ({ edition_id: editionId, rubric_id });
  const copy = useMutation({
    mutationFn: async (card: RubricCard) => {
      const saved = draftOf(
        await must(api.GET('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', { params: { path: path(card.id) } })),
      );
      const id = newId();
      const body = wireOf({
        ...saved,
        name_ar: `${saved.name_ar} (نسخة)`,
        name_en: saved.name_en ? `${saved.name_en} (copy)` : '',
        criteria: copyOf(saved.criteria),
      });
      await api.PUT('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', { params: { path: path(id) }, body });
      return id;
    },
    onSuccess: async (id) => {
      await refreshPaths('/api/v1/editions/{edition_id}/rubrics');
      notify(t`نُسخ النموذج. عدّل اسمه ومعاييره.`);
      void navigate({ to: '/editions/$editionId/rubrics/$rubricId', params: { editionId, rubricId: id } });
    },
    onError: notifyProblem,
  });
  const remove = useMutation({
    mutationFn: (card: RubricCard) =>
      api.DELETE('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', { params: { path: path(card.id) } }),
    onSuccess: async () => {
      setDeleting(null);
      notify(t`حُذف النموذج.`);
      await refreshPaths('/api/v1/editions/{edition_id}/rubrics');
    },
    onError: (refused) => {
      setDeleting(null);
      notifyProblem(refused);
    },
  });
  const create = (kind: 'primary' | 'secondary') =>
    mayEdit ? (
      <LinkButton kind={kind} icon="plus" to="/editions/$editionId/rubrics/new" params={{ editionId }}>
        {t`نموذج تقييم جديد`}
      </LinkButton>
    ) : undefined;
  const comma = format.reader.language === 'ar' ? '، ' : ', ';
  return (
    <Page
      title={t`نماذج التقييم`}
      lead={t`شجرة معايير موزونة يقيّم بها المحكّمون. وقد يصلح نموذج واحد لأكثر من ${nouns.one}.`}
      actions={create('primary')}
    >
      {edition.data && organises && !mayEdit ? <Frozen of="rulebook" edition={edition.data} organises /> : null}
      <DataList
        source="/api/v1/editions/{edition_id}/rubrics"
        path={{ edition_id: editionId }}
        label={t`نماذج التقييم`}
        defaultSort={`name_${format.reader.language}`}
        columns={[
          {
            id: 'name',
            header: t({ message: 'النموذج', context: 'rubric' }),
            primary: true,
            sortable: `name_${format.reader.language}`,
            cell: (row) => format.name(row),
          },
          { id: 'criteria', header: t`المعايير`, align: 'end', cell: (row) => format.number(row.criteria) },
          {
            id: 'categories',
            header: nouns.All,
            cell: (row) =>
              row.categories.length === 0 ? (
                <Badge>{t`غير مستعمل`}</Badge>
              ) : (
                <bdi>
                  {row.categories
                    .map((id) => format.name(categories.data?.items.find((one) => one.id === id)))
                    .filter(Boolean)
                    .join(comma)}
                </bdi>
              ),
          },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({ to: '/editions/$editionId/rubrics/$rubricId', params: { editionId, rubricId: row.id } })}
        {...(mayEdit
          ? {
              rowActions: (row: RubricCard) => [
                { id: 'copy', label: t`انسخ النموذج`, icon: 'copy' as const, onAction: () => copy.mutate(row) },
                {
                  id: 'delete',
                  label: t`احذف النموذج`,
                  icon: 'trash' as const,
                  danger: true,
                  separated: true,
                  isDisabled: row.categories.length > 0,
                  onAction: () => setDeleting(row),
                },
              ],
            }
          : {})}
        empty={{
          title: t`لا نماذج تقييم بعد`,
          text: t`أنشئ نموذجًا بمعاييره وأوزانه، ثم اختره لما يُقيَّم به.`,
          icon: 'scale',
          action: create('secondary'),
        }}
      />
      <ConfirmDialog
        title={t`حذف نموذج «${format.name(deleting)}»`}
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && remove.mutate(deleting)}
        action={t`احذف النموذج`}
        busy={remove.isPending}
        danger
      >
        {t`يُحذف النموذج بمعاييره ومستوياته، ولا رجوع عن ذلك.`}
      </ConfirmDialog>
    </Page>
  );
}
