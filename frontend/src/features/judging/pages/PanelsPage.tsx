// The panels of a round: each with what it judges, who sits on it and who chairs; ?panel= opens one to edit.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { newId } from '../../../shared/api/ids';
import { useGet } from '../../../shared/api/query';
import { InRound, type RoundPlace } from '../../../shared/judging/InRound';
import { useUrlState } from '../../../shared/router/urlState';
import { LinkButton } from '../../../shared/ui/Button';
import { EmptyState, Read } from '../../../shared/ui/States';
import { PanelForm } from '../parts/PanelForm';
import { PanelList } from '../parts/PanelList';
import '../problems';
import '../judging.css';

const NEW = 'new';

function Content({ place }: { place: RoundPlace }) {
  const { t } = useLingui();
  const [url, setUrl] = useUrlState();
  const { edition, round, organises } = place;
  const path = { edition_id: edition.id };
  const [blankId, setBlankId] = useState(newId);
  const panels = useGet('/api/v1/rounds/{round_id}/panels', { path: { round_id: round.id } });
  const jurors = useGet('/api/v1/editions/{edition_id}/jurors', {
    path,
    query: { size: 200, sort: 'name' },
    enabled: organises,
  });
  const categories = useGet('/api/v1/editions/{edition_id}/categories', { path, query: { size: 200 } });
  const editable = organises && round.state !== 'closed';
  const back = () => {
    setBlankId(newId());
    setUrl({ panel: undefined });
  };
  return (
    <Read of={panels}>
      {({ items, uncovered }) => (
        <Read of={categories}>
          {(found) => {
            const saved = items.find((one) => one.id === url.panel) ?? null;
            if (!editable || (url.panel !== NEW && saved === null))
              return (
                <PanelList
                  place={place}
                  panels={items}
                  uncovered={uncovered}
                  categories={found.items}
                  jurors={organises ? (jurors.data?.items ?? null) : null}
                  onEdit={editable ? (id) => setUrl({ panel: id ?? NEW }) : null}
                />
              );
            return (
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
                      {t`أضف المحكّمين أولًا، ثم كوّن منهم لجان هذه الجولة.`}
                    </EmptyState>
                  ) : (
                    <PanelForm
                      key={saved?.id ?? blankId}
                      id={saved?.id ?? blankId}
                      place={place}
                      saved={saved}
                      others={items.filter((one) => one.id !== saved?.id)}
                      jurors={all.items}
                      categories={found.items}
                      onDone={back}
                    />
                  )
                }
              </Read>
            );
          }}
        </Read>
      )}
    </Read>
  );
}

export function PanelsPage() {
  const { t } = useLingui();
  return (
    <InRound
      title={t`لجان الجولة`}
      lead={t`من يحكّم في الجولة، وماذا تحكّم كل لجنة، ومن يرأسها. لا تحكّم المشاركةَ إلا لجنة واحدة.`}
    >
      {(place) => <Content key={place.round.id} place={place} />}
    </InRound>
  );
}
