// A surface for one thing; `to` makes the whole card a link.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon } from './Icon';
import './Card.css';

export interface CardProps {
  title?: ReactNode;
  /** heading level of the title */
  level?: 2 | 3;
  /** beside the title, at the end of the line */
  actions?: ReactNode;
  children?: ReactNode;
  /** no padding: for a table or an image that reaches the edge */
  flush?: boolean;
}

export function Card({ title, level = 2, actions, children, flush }: CardProps) {
  const Title = `h${level}` as 'h2' | 'h3';
  return (
    <section className={flush ? 'tk-card tk-card-flush' : 'tk-card'}>
      {title || actions ? (
        <header className="tk-card-head">
          {title ? <Title className={level === 2 ? 'tk-h2' : 'tk-h3'}>{title}</Title> : null}
          {actions ? <div className="tk-row">{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  );
}

export type LinkCardProps = LinkProps & { title: ReactNode; level?: 2 | 3; meta?: ReactNode; children?: ReactNode };

export function LinkCard({ title, level = 2, meta, children, ...link }: LinkCardProps) {
  const Title = `h${level}` as 'h2' | 'h3';
  return (
    <article className="tk-card tk-link-card">
      <header className="tk-card-head">
        <Title className="tk-h3">
          <Link {...(link as LinkProps)} className="tk-card-link">
            {title}
          </Link>
        </Title>
        <Icon name="chevron-forward" size={18} />
      </header>
      {children}
      {meta ? <div className="tk-row tk-small tk-soft">{meta}</div> : null}
    </article>
  );
}

/** A figure with its name; for the few numbers at the head of a page. */
export function Figure({ value, label, note }: { value: ReactNode; label: ReactNode; note?: ReactNode }) {
  return (
    <div className="tk-figure">
      <dt>{label}</dt>
      <dd>{value}</dd>
      {note ? <dd className="tk-figure-note">{note}</dd> : null}
    </div>
  );
}

export const Figures = ({ children }: { children: ReactNode }) => <dl className="tk-figures">{children}</dl>;
