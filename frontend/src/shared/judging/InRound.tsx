// Pages about one round of an edition: which one is in the URL (?round=), chosen where there are several.
import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { useGet } from '../api/query';
import type { components } from '../api/schema';
import { useFormat } from '../i18n/react';
import { useOrganises } from '../rights';
import { useParam } from '../router/page';
import { useUrlState } from '../router/urlState';
import { StateBadge } from '../ui/Badge';
import { LinkButton } from '../ui/Button';
import { Page } from '../ui/PageHeader';
import { Select } from '../ui/Select';
import { EmptyState, Read } from '../ui/States';
import { currentRound, type Round } from './rounds';
import './judging.css';

type Edition = components['schemas']['StaffEdition'];

export interface RoundPlace {
  edition: Edition;
  round: Round;
  rounds: readonly Round[];
  /** the reader may act, not only read */
  organises: boolean;
}

export interface InRoundProps {
  title: string;
  lead?: ReactNode;
  actions?: (place: RoundPlace) => ReactNode;
  children: (place: RoundPlace) => ReactNode;
}

function Picker({ rounds, round }: { rounds: readonly Round[]; round: Round }) {
  const { t } = useLingui();
  const format = useFormat();
  const [, setUrl] = useUrlState();
  return (
    <div className="tk-round-picker">
      {rounds.length > 1 ? (
        <Select
          label={t`الجولة`}
          hideLabel
          value={round.id}
          options={rounds.map((one) => ({ id: one.id, label: format.name(one) }))}
          onChange={(id) => setUrl({ round: id, page: undefined })}
        />
      ) : (
        <span className="tk-strong" dir="auto">
          {format.name(round)}
        </span>
      )}
      <StateBadge of="round" state={round.state} />
    </div>
  );
}

export function InRound({ title, lead, actions, children }: InRoundProps) {
  const { t } = useLingui();
  const editionId = useParam('editionId');
  const [url] = useUrlState();
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const found = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const organises = useOrganises(edition.data);
  const rounds = found.data?.items ?? [];
  const round = rounds.find((one) => one.id === url.round) ?? currentRound(rounds);
  const place = edition.data && round ? { edition: edition.data, round, rounds, organises } : null;
  return (
    <Page
      title={title}
      lead={
        <>
          {lead}
          {place ? <Picker rounds={rounds} round={place.round} /> : null}
        </>
      }
      actions={place ? actions?.(place) : null}
    >
      <Read of={edition}>
        {() => (
          <Read of={found}>
            {() =>
              place ? (
                children(place)
              ) : (
                <EmptyState
                  title={t`لا جولات بعد`}
                  icon="rounds"
                  action={
                    organises ? (
                      <LinkButton
                        kind="primary"
                        icon="plus"
                        to="/editions/$editionId/rounds/new"
                        params={{ editionId }}
                      >
                        {t`خطّط جولة`}
                      </LinkButton>
                    ) : null
                  }
                >
                  {t`للتحكيم جولة واحدة على الأقل: لها موعد ولجنة ونصيب من المحكّمين لكل مشاركة.`}
                </EmptyState>
              )
            }
          </Read>
        )}
      </Read>
    </Page>
  );
}
