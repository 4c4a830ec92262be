// The edition's side navigation under its headings. What the phase works with is open, the rest is one press away.
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { Link, type LinkProps, useLocation } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useGet } from '../../shared/api/query';
import { useNouns } from '../../shared/nouns';
import type { NavGroup, NavItem } from '../../shared/router/workspaces';
import { Icon } from '../../shared/ui/Icon';

const groups = [
  ['setup', msg`الإعداد`, ['draft', 'open']],
  ['judging', msg`التحكيم`, ['screening', 'judging']],
  ['results', msg`النتائج`, ['deliberation', 'approved', 'published', 'archived']],
  ['office', msg`الفريق والسجلات`, []],
] as const satisfies readonly (readonly [NavGroup, unknown, readonly string[]])[];

/** As many lines as a window of 900 px shows at once under their headings. */
const FEW = 10;

/** What this edition's programme calls its categories. */
const Categories = () => useNouns().All;

export function NavItems({ items, editionId }: { items: readonly NavItem[]; editionId: string | undefined }) {
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
            {item.named ? <Categories /> : i18n._(item.label)}
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface GroupProps {
  items: readonly NavItem[];
  editionId: string;
}

function Group({
  words,
  open,
  onPress,
  ...of
}: GroupProps & { words: string; open: boolean; onPress: (() => void) | null }) {
  const id = useId();
  return (
    <div className="tk-nav-group">
      {onPress ? (
        <button
          type="button"
          className="tk-nav-heading"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={onPress}
        >
          {words}
          <Icon name={open ? 'chevron-up' : 'chevron-down'} size={14} />
        </button>
      ) : (
        <p className="tk-nav-heading">{words}</p>
      )}
      {open ? (
        <div id={id}>
          <NavItems {...of} />
        </div>
      ) : null}
    </div>
  );
}

export function NavGroups({ items, editionId }: GroupProps) {
  const { i18n } = useLingui();
  const { pathname } = useLocation();
  const { data: edition } = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const isHere = (item: NavItem) => `${pathname}/`.includes(`${item.to.replace('$editionId', editionId)}/`);
  const here = items.find((item) => item.group && isHere(item))?.group ?? null;
  const expected =
    here ?? groups.find(([, , phases]) => (phases as readonly string[]).includes(edition?.phase ?? ''))?.[0];
  // One group is open: the one that was pressed, until a page of another is opened.
  const [pressed, setPressed] = useState<{ at: NavGroup | null; open: NavGroup | null } | null>(null);
  const open = pressed && pressed.at === here ? pressed.open : expected;
  const few = items.length <= FEW;
  return groups.map(([id, words]) => {
    const inside = items.filter((item) => item.group === id);
    return inside.length > 0 ? (
      <Group
        key={id}
        items={inside}
        editionId={editionId}
        words={i18n._(words)}
        open={few || open === id}
        onPress={few ? null : () => setPressed({ at: here, open: open === id ? null : id })}
      />
    ) : null;
  });
}
