// Inside an edition: its name above the page where the side navigation, which says it, is a closed drawer.
import { Link, Outlet, useLocation, useParams } from '@tanstack/react-router';
import { useGet } from '../shared/api/query';
import { useFormat } from '../shared/i18n/react';
import './EditionFrame.css';

export function EditionFrame() {
  const format = useFormat();
  const { editionId } = useParams({ strict: false }) as { editionId: string };
  const home = `/editions/${editionId}`;
  const isHome = useLocation().pathname === home;
  const { data } = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  return (
    <>
      {data && !isHome ? (
        <p className="tk-edition-line tk-no-print">
          <Link to="/editions/$editionId" params={{ editionId }} dir="auto">
            {format.name(data)}
          </Link>
        </p>
      ) : null}
      <Outlet />
    </>
  );
}
