// The side navigation of a workspace; inside an edition, of that edition. A drawer on narrow screens.
import { useLingui } from '@lingui/react/macro';
import { Link, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { navigation } from '../../features';
import { isMissing } from '../../shared/api/problem';
import { useGet } from '../../shared/api/query';
import { useFormat } from '../../shared/i18n/react';
import { hasRole, type Me } from '../../shared/me';
import type { Workspace } from '../../shared/router/workspaces';
import { StateBadge } from '../../shared/ui/Badge';
import { IconButton } from '../../shared/ui/Button';
import { Drawer } from '../../shared/ui/Drawer';
import { Icon } from '../../shared/ui/Icon';
import { NavGroups, NavItems } from './NavGroups';

function EditionHead({ editionId }: { editionId: string }) {
  const format = useFormat();
  const { t } = useLingui();
  const { data: edition } = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  return (
    <div className="tk-nav-edition">
      <Link to="/programmes" className="tk-nav-back">
        <Icon name="chevron-back" size={16} />
        {t`كل البرامج`}
      </Link>
      <p className="tk-strong" dir="auto">
        {format.name(edition)}
      </p>
      {edition ? <StateBadge of="phase" state={edition.phase} /> : null}
    </div>
  );
}

interface NavProps {
  me: Me;
  workspace: Workspace;
}

function Content({ me, workspace }: NavProps) {
  const { editionId } = useParams({ strict: false }) as { editionId?: string };
  const inside = editionId !== undefined && workspace === 'organiser';
  const { error } = useGet('/api/v1/editions/{edition_id}', {
    path: { edition_id: editionId ?? '' },
    enabled: inside,
  });
  const scope = inside && !isMissing(error) ? 'edition' : undefined;
  const items = navigation
    .filter((item) => item.workspace === workspace && item.scope === scope)
    .filter((item) => !item.roles || hasRole(me, ...item.roles))
    .sort((a, b) => a.order - b.order);
  return (
    <>
      {scope && editionId ? <EditionHead editionId={editionId} /> : null}
      <NavItems items={items.filter((item) => !item.group)} editionId={editionId} />
      {scope && editionId ? <NavGroups items={items} editionId={editionId} /> : null}
    </>
  );
}

export function SideNav(props: NavProps) {
  const { t } = useLingui();
  return (
    <nav className="tk-side tk-no-print" aria-label={t`مساحة العمل`}>
      <Content {...props} />
    </nav>
  );
}

export function MobileNav(props: NavProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: arriving anywhere closes the drawer
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className="tk-header-menu">
      <IconButton icon="menu" label={t`القائمة`} onPress={() => setOpen(true)} />
      <Drawer title={t`القائمة`} isOpen={open} onClose={() => setOpen(false)}>
        <nav aria-label={t`مساحة العمل`} className="tk-nav">
          <Content {...props} />
        </nav>
      </Drawer>
    </div>
  );
}
