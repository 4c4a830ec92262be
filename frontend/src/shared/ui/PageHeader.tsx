// The head of every page: breadcrumbs, the one h1 (which takes focus on arrival and names the tab), its actions.
import { useLingui } from '@lingui/react/macro';
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import './PageHeader.css';
import { Titled } from './States';

export interface Crumb extends Pick<LinkProps, 'to' | 'params' | 'search'> {
  label: string;
}

export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const { t } = useLingui();
  return (
    <nav aria-label={t`مسار التنقل`} className="tk-crumbs">
      <ol>
        {items
          .filter((crumb) => crumb.label)
          .map((crumb) => (
            <li key={crumb.label}>
              <Link {...({ to: crumb.to, params: crumb.params, search: crumb.search } as LinkProps)} dir="auto">
                {crumb.label}
              </Link>
              <Icon name="chevron-forward" size={14} />
            </li>
          ))}
      </ol>
    </nav>
  );
}

export interface PageHeaderProps {
  /** also the document's title */
  title: string;
  crumbs?: readonly Crumb[];
  /** a badge beside the title */
  badge?: ReactNode;
  /** a sentence under the title */
  lead?: ReactNode;
  actions?: ReactNode;
}

export function PageHeader({ title, crumbs, badge, lead, actions }: PageHeaderProps) {
  const { t } = useLingui();
  const product = t`تحكيم`;
  return (
    <header className="tk-page-head">
      <title>{`${title} — ${product}`}</title>
      {crumbs && crumbs.length > 0 ? <Breadcrumbs items={crumbs} /> : null}
      <div className="tk-page-head-row">
        <div className="tk-page-head-words">
          <div className="tk-row">
            <h1 className="tk-h1" tabIndex={-1} data-page-title dir="auto">
              {title}
            </h1>
            {badge}
          </div>
          {lead ? <div className="tk-soft tk-measure">{lead}</div> : null}
        </div>
        {actions ? <div className="tk-row">{actions}</div> : null}
      </div>
    </header>
  );
}

export interface PageProps extends PageHeaderProps {
  children: ReactNode;
  /** 'narrow' for forms and reading, 'normal' for lists */
  width?: 'narrow' | 'normal' | 'full';
}

/** A page: its header and its content at the right width and rhythm. */
export function Page({ children, width = 'normal', ...head }: PageProps) {
  return (
    <div className={`tk-page tk-page-${width}`}>
      <PageHeader {...head} />
      <Titled value={true}>{children}</Titled>
    </div>
  );
}
