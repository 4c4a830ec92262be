// The categories of an edition, in the order in which the public reads them.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { refreshPaths, useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { Badge } from '../../../shared/ui/Badge';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { ConfirmDialog } from '../../../shared/ui/Dialog';
import { DataList } from '../../../shared/ui/list/DataList';
import { Notice, notify, notifyProblem } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import type { Category } from '../model/category';
import { isPrivate, isRulebookFrozen } from '../model/phases';
import { CategoryOrder } from '../parts/CategoryOrder';
import { Frozen } from '../parts/Frozen';
import { entrantKinds } from '../words';
import '../problems';
import '../editions.css';

export function CategoriesPage() {
  const { t, i18n } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const navigate = useNavigate();
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rubrics = useGet('/api/v1/editions/{edition_id}/rubrics', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const organises = useOrganises(edition.data);
  const [ordering, setOrdering] = useState(false);
  const [deleting, setDeleting] = useState<Category | null>(null);
  const phase = edition.data?.phase;
  const mayAdd = organises && phase !== undefined && !isRulebookFrozen(phase);
  const mayDelete = organises && phase !== undefined && isPrivate(phase);
  const rubricOf = (id: string | null) => rubrics.data?.items.find((one) => one.id === id);
  const remove = useMutation({
    mutationFn: (category: Category) =>
      api.DELETE('/api/v1/editions/{edition_id}/categories/{category_id}', {
        params: { path: { edition_id: editionId, category_id: category.id } },
      }),
    onSuccess: async () => {
      setDeleting(null);
      notify(t`تم الحذف.`);
      await refreshPaths(
        '/api/v1/editions/{edition_id}/categories',
        '/api/v1/editions/{edition_id}/rubrics',
        '/api/v1/home/organiser/{edition_id}',
      );
    },
    onError: notifyProblem,
  });
  const create = (kind: 'primary' | 'secondary') =>
    mayAdd ? (
      <LinkButton kind={kind} icon="plus" to="/editions/$editionId/categories/new" params={{ editionId }}>
        {t`إضافة ${nouns.one}`}
      </LinkButton>
    ) : undefined;
  return (
    <Page
      title={nouns.All}
      lead={t`ما يُتنافس عليه في هذه الدورة. لكل ${nouns.one} شروط ونموذج ومراكز.`}
      actions={
        <>
          {create('primary')}
          {organises ? (
            <Button icon="sort" onPress={() => setOrdering(true)}>
              {t`أعد الترتيب`}
            </Button>
          ) : null}
        </>
      }
    >
      {edition.data && organises && !mayAdd ? <Frozen of="rulebook" edition={edition.data} organises /> : null}
      {edition.data && mayAdd && !mayDelete ? (
        <Notice>{t`الدعوة معلنة: تغيير ${nouns.all} يُنشر بتاريخه وسببه، ولا يُحذف شيء منها.`}</Notice>
      ) : null}
      <DataList
        source="/api/v1/editions/{edition_id}/categories"
        path={{ edition_id: editionId }}
        label={nouns.All}
        defaultSort="position"
        columns={[
          {
            id: 'name',
            header: nouns.One,
            primary: true,
            sortable: `name_${format.reader.language}`,
            cell: (row) => format.name(row),
          },
          { id: 'code', header: t`الرمز`, sortable: true, cell: (row) => <code>{row.code}</code> },
          { id: 'entrant_kind', header: t`من يشارك`, cell: (row) => i18n._(entrantKinds[row.entrant_kind][0]) },
          {
            id: 'rubric',
            header: t`نموذج التقييم`,
            cell: (row) =>
              row.rubric_id === null ? (
                <Badge tone="warning">{t`لم يُختر`}</Badge>
              ) : (
                <bdi>{format.name(rubricOf(row.rubric_id))}</bdi>
              ),
          },
          {
            id: 'fields',
            header: t`الحقول`,
            align: 'end',
            cell: (row) => (row.fields === 0 ? <Badge tone="warning">{t`لا حقول`}</Badge> : format.number(row.fields)),
          },
          { id: 'places', header: t`المراكز`, align: 'end', cell: (row) => format.number(row.places) },
        ]}
        rowName={(row) => format.name(row)}
        rowLink={(row) => ({
          to: '/editions/$editionId/categories/$categoryId',
          params: { editionId, categoryId: row.id },
        })}
        rowActions={(row) => [
          {
            id: 'form',
            label: organises ? t`عدّل حقول النموذج` : t`اعرض حقول النموذج`,
            icon: 'form',
            onAction: () =>
              void navigate({
                to: '/editions/$editionId/categories/$categoryId/form',
                params: { editionId, categoryId: row.id },
              }),
          },
          ...(mayDelete
            ? [
                {
                  id: 'delete',
                  label: t`احذف`,
                  icon: 'trash' as const,
                  danger: true,
                  separated: true,
                  onAction: () => setDeleting(row),
                },
              ]
            : []),
        ]}
        empty={{
          title: t`لم تُضف ${nouns.all} بعد`,
          text: t`أضف قبل فتح باب المشاركة ما يُتنافس عليه.`,
          icon: 'award',
          action: create('secondary'),
        }}
      />
      <CategoryOrder editionId={editionId} isOpen={ordering} onClose={() => setOrdering(false)} />
      <ConfirmDialog
        title={t`حذف ${nouns.one}: «${format.name(deleting)}»`}
        isOpen={deleting !== null}
        onClose={() => setDeleting(null)}
        onConfirm={() => deleting && remove.mutate(deleting)}
        action={t`احذف نهائيًّا`}
        busy={remove.isPending}
        danger
      >
        {t`تُحذف البيانات وحقول النموذج، ولا رجوع عن ذلك.`}
      </ConfirmDialog>
    </Page>
  );
}
