// A category's two pages: what it is, and the form that its entrants fill.
import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import '../../../shared/ui/Tabs.css';

export function CategoryTabs({
  editionId,
  categoryId,
  fields,
}: {
  editionId: string;
  categoryId: string;
  fields: number | undefined;
}) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  const params = { editionId, categoryId };
  return (
    <nav className="tk-tablist" aria-label={nouns.One}>
      <Link
        to="/editions/$editionId/categories/$categoryId"
        params={params}
        className="tk-tab"
        activeOptions={{ exact: true }}
        activeProps={{ 'data-selected': true, 'aria-current': 'page' } as object}
      >
        {t`البيانات`}
      </Link>
      <Link
        to="/editions/$editionId/categories/$categoryId/form"
        params={params}
        className="tk-tab"
        activeProps={{ 'data-selected': true, 'aria-current': 'page' } as object}
      >
        {t`حقول النموذج`}
        {fields === undefined ? null : <span className="tk-tab-note">{format.number(fields)}</span>}
      </Link>
    </nav>
  );
}
