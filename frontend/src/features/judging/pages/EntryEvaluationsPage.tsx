// The submitted evaluations of an entry, once a round is closed. Reading them is recorded, so it is asked for.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { Button, LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';
import { type Crumb, Page } from '../../../shared/ui/PageHeader';
import { EmptyState, ErrorState, Read } from '../../../shared/ui/States';
import { RoundEvaluations, type Sources } from '../parts/EvaluationCards';
import '../problems';
import '../judging.css';

interface ContentProps {
  editionId: string;
  entryId: string;
  rubricId: string;
  sources: Sources | undefined;
}

function Content({ editionId, entryId, rubricId, sources }: ContentProps) {
  const { t } = useLingui();
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rubric = useGet('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', {
    path: { edition_id: editionId, rubric_id: rubricId },
  });
  // A mutation, though it reads: each reading is an act in the log and must not repeat by itself.
  const read = useMutation({
    mutationFn: () =>
      must(api.GET('/api/v1/entries/{entry_id}/evaluations', { params: { path: { entry_id: entryId } } })),
  });
  if (read.error) return <ErrorState error={read.error} />;
  if (!read.data)
    return (
      <Notice
        title={t`الاطّلاع على الدرجات يُسجَّل`}
        action={
          <Button kind="primary" icon="eye" busy={read.isPending} onPress={() => read.mutate()}>
            {t`اعرض التقييمات`}
          </Button>
        }
      >
        {t`تُعرض تقييمات الجولات المغلقة وحدها. يُقيَّد في سجل التدقيق من اطّلع عليها ومتى.`}
      </Notice>
    );
  const { items } = read.data;
  if (items.length === 0) return <EmptyState title={t`لا تقييمات مرسلة في جولة مغلقة`} icon="scale" />;
  const rounds = [...new Set(items.map((one) => one.round_id))];
  return (
    <Read of={edition}>
      {({ timezone }) => (
        <Read of={rubric}>
          {(found) =>
            rounds.map((id) => (
              <RoundEvaluations
                key={id}
                items={items.filter((one) => one.round_id === id)}
                rubric={found}
                sources={sources}
                zone={timezone}
              />
            ))
          }
        </Read>
      )}
    </Read>
  );
}

export function EntryEvaluationsPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const entryId = useParam('entryId');
  const entry = useGet('/api/v1/entries/{entry_id}', { path: { entry_id: entryId } });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const title = format.pick(entry.data?.title_ar, entry.data?.title_en);
  const crumbs: Crumb[] = [{ label: t`المشاركات`, to: '/editions/$editionId/entries', params: { editionId } }];
  if (title) crumbs.push({ label: title, to: '/editions/$editionId/entries/$entryId', params: { editionId, entryId } });
  return (
    <Page
      title={t`تقييمات المشاركة`}
      lead={
        entry.data ? (
          <>
            <code>{format.number(entry.data.number ?? 0, { useGrouping: false })}</code> <bdi>{title}</bdi>
          </>
        ) : null
      }
      crumbs={crumbs}
      actions={
        <LinkButton icon="form" to="/editions/$editionId/entries/$entryId" params={{ editionId, entryId }}>
          {t`صفحة المشاركة`}
        </LinkButton>
      }
    >
      <Read of={entry}>
        {(found) => (
          <Read of={categories}>
            {({ items }) => {
              const rubricId = items.find((one) => one.id === found.category.id)?.rubric_id;
              return rubricId ? (
                <Content editionId={editionId} entryId={entryId} rubricId={rubricId} sources={entry.data} />
              ) : (
                <EmptyState title={t`لا نموذج تقييم لهذه المشاركة`} icon="scale" />
              );
            }}
          </Read>
        )}
      </Read>
    </Page>
  );
}
