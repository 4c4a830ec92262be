// Who screens an edition's entries, and who reads their evaluations once a round is closed.
import { useGet } from '../../shared/api/query';
import { useHolds } from '../../shared/rights';

const useEdition = (editionId: string) =>
  useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } }).data;

export const useScreens = (editionId: string): boolean => useHolds(useEdition(editionId), 'organiser', 'screener');

export const useReadsScores = (editionId: string): boolean =>
  useHolds(useEdition(editionId), 'organiser', 'auditor', 'approver');

export const useOrganisesHere = (editionId: string): boolean => useHolds(useEdition(editionId), 'organiser');
