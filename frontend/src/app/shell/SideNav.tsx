// The side navigation of a workspace; inside an edition, of that edition. A drawer on narrow screens.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { Link, type LinkProps, useLocation, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { navigation } from '../../features';
import { useGet } from '../../shared/api/query';
import { useFormat } from '../../shared/i18n/react';
import { hasRole, type Me } from '../../shared/me';
import type { NavItem, Workspace } from '../../shared/router/workspaces';
import { StateBadge } from '../../shared/ui/Badge';
import { IconButton } from '../../shared/ui/Button';
import { Drawer } from '../../shared/ui/Drawer';
import { Icon } from '../../shared/ui/Icon';

const groups = [
  ['setup', msg`الإعداد`],
  ['people', msg`المشاركون واللجان`],
  ['judging', msg`التحكيم`],
  ['results', msg`النتائج`],
] as const;

function Items({ items, editionId }: { items: readonly NavItem[]; editionId: string | undefined }) {
  const { i18n } = useLingui();
  return (
    <ul>
      {items.map((item) => (
        <li key={item.to}>
          <Link
            {...({ to: item.to, params: { editionId } } as unknown as LinkProps)}
            className="tk-nav-link"
            activeOptions={{ exact: item.order === 0, includeSearch: false }}
            activeProps={{ 'aria-current': 'page' }}
          >
            <Icon name={item.icon} />
            {i18n._(item.label)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

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
  const { i18n } = useLingui();
  const { editionId } = useParams({ strict: false }) as { editionId?: string };
  const scope = editionId && workspace === 'organiser' ? 'edition' : undefined;
  const items = navigation
    .filter((item) => item.workspace === workspace && item.scope === scope)
    .filter((item) => !item.roles || hasRole(me, ...item.roles))
    .sort((a, b) => a.order - b.order);
  return (
    <>
      {scope && editionId ? <EditionHead editionId={editionId} /> : null}
      <Items items={items.filter((item) => !item.group)} editionId={editionId} />
      {groups.map(([id, words]) => {
        const inside = items.filter((item) => item.group === id);
        return inside.length > 0 ? (
          <div key={id} className="tk-nav-group">
            <p className="tk-nav-heading">{i18n._(words)}</p>
            <Items items={inside} editionId={editionId} />
          </div>
        ) : null;
      })}
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
