// The panel of a round.
import { useLingui } from '@lingui/react/macro';
import { asProblem } from '../../../shared/api/problem';
import { useGet } from '../../../shared/api/query';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { LinkButton } from '../../../shared/ui/Button';
import { EmptyState, ErrorState, Read } from '../../../shared/ui/States';
import { PanelForm } from '../parts/PanelForm';
import { PanelRead } from '../parts/PanelRead';
import '../problems';
import '../judging.css';

function Content({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const { edition, round, organises } = place;
  const path = { edition_id: edition.id };
  const panel = useGet('/api/v1/rounds/{round_id}/panel', { path: { round_id: round.id } });
  const jurors = useGet('/api/v1/editions/{edition_id}/jurors', {
    path,
    query: { size: 200, sort: 'name' },
    enabled: organises,
  });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', { path, query: { size: 200 } });
  const missing = panel.error !== null && asProblem(panel.error).status === 404;
  if (panel.error && !missing) return <ErrorState error={panel.error} onRetry={() => void panel.refetch()} />;
  const editable = organises && round.state !== 'closed';
  return (
    <Read of={missing ? { ...categories } : { ...panel, data: panel.data ? categories.data : undefined }}>
      {(found) =>
        !editable ? (
          panel.data ? (
            <PanelRead panel={panel.data} categories={found.items} />
          ) : (
            <EmptyState title={t`لم تُكوَّن لجنة لهذه الجولة`} icon="users" />
          )
        ) : (
          <Read of={jurors}>
            {(all) =>
              all.total === 0 ? (
                <EmptyState
                  title={t`لا محكّمين في الدورة بعد`}
                  icon="users"
                  action={
                    <LinkButton
                      kind="primary"
                      icon="plus"
                      to="/editions/$editionId/jurors/new"
                      params={{ editionId: edition.id }}
                    >
                      {t`أضف محكّمًا`}
                    </LinkButton>
                  }
                >
                  {t`أضف المحكّمين أولًا، ثم كوّن منهم لجنة هذه الجولة.`}
                </EmptyState>
              ) : (
                <PanelForm
                  key={round.id}
                  place={place}
                  saved={panel.data ?? null}
                  jurors={all.items}
                  categories={found.items}
                />
              )
            }
          </Read>
        )
      }
    </Read>
  );
}

export function PanelPage() {
  const { t } = useLingui();
  return (
    <InRound title={t`لجنة الجولة`} lead={t`من يحكّم في الجولة ومن يرأسهم. لكل جولة لجنة واحدة.`}>
      {(place) => <Content place={place} />}
    </InRound>
  );
}
