// The scored criteria of all rubrics of an edition, by code: what a tie can be broken by.
import { useQueries } from '@tanstack/react-query';
import { getOptions, useGet } from '../../../shared/api/query';
import { draftOf } from '../model/rubric';
import { isLeaf } from '../model/tree';

export interface LeafCriterion {
  code: string;
  name_ar: string;
  name_en: string;
  rubrics: number;
}

export function useLeafCriteria(editionId: string): { criteria: LeafCriterion[]; rubrics: number; loading: boolean } {
  const cards = useGet('/api/v1/editions/{edition_id}/rubrics', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const ids = (cards.data?.items ?? []).map((one) => one.id);
  const all = useQueries({
    queries: ids.map((rubric_id) =>
      getOptions('/api/v1/editions/{edition_id}/rubrics/{rubric_id}', { path: { edition_id: editionId, rubric_id } }),
    ),
  });
  const found = new Map<string, LeafCriterion>();
  for (const { data } of all) {
    if (!data) continue;
    const { criteria: tree } = draftOf(data);
    for (const [index, node] of tree.entries()) {
      if (!isLeaf(tree, index) || !node.counted) continue;
      const known = found.get(node.code);
      if (known) known.rubrics += 1;
      else found.set(node.code, { code: node.code, name_ar: node.name_ar, name_en: node.name_en, rubrics: 1 });
    }
  }
  return {
    criteria: [...found.values()],
    rubrics: ids.length,
    loading: cards.isPending || all.some((one) => one.isPending),
  };
}
