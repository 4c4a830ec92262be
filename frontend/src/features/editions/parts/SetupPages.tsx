// The frames that pages of the set-up share: a category under its tabs, and a new part of the rulebook.
import type { ReactNode } from 'react';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { type Crumb, Page } from '../../../shared/ui/PageHeader';
import { Read } from '../../../shared/ui/States';
import type { Category } from '../model/category';
import type { Edition } from '../model/edition';
import { isRulebookFrozen } from '../model/phases';
import { CategoryTabs } from './CategoryTabs';
import { Frozen } from './Frozen';

export function CategoryFrame({ children }: { children: (edition: Edition, category: Category) => ReactNode }) {
  const format = useFormat();
  const nouns = useNouns();
  const editionId = useParam('editionId');
  const id = useParam('categoryId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const category = useGet('/api/v1/editions/{edition_id}/categories/{category_id}', {
    path: { edition_id: editionId, category_id: id },
  });
  return (
    <Page
      title={format.name(category.data) || nouns.One}
      crumbs={[{ label: nouns.All, to: '/editions/$editionId/categories', params: { editionId } }]}
    >
      <CategoryTabs editionId={editionId} categoryId={id} fields={category.data?.fields} />
      <Read of={edition}>{(found) => <Read of={category}>{(saved) => children(found, saved)}</Read>}</Read>
    </Page>
  );
}

/** A form for something new, while the rulebook may still change; else why it may not. */
export function NewInRulebook({
  title,
  crumb,
  children,
}: {
  title: string;
  crumb: Crumb;
  children: (edition: Edition) => ReactNode;
}) {
  const editionId = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const organises = useOrganises(edition.data);
  return (
    <Page title={title} crumbs={[crumb]}>
      <Read of={edition}>
        {(data) =>
          organises && !isRulebookFrozen(data.phase) ? (
            children(data)
          ) : (
            <Frozen of="rulebook" edition={data} organises={organises} />
          )
        }
      </Read>
    </Page>
  );
}
