// The shapes of the one list component.
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ListItem, ListPath, PathParams, QueryParams } from '../../api/query';
import type { UrlState } from '../../router/urlState';
import type { IconName } from '../Icon';
import type { MenuAction } from '../Menu';

export interface Column<Row> {
  /** also the server's sort key when `sortable` is true */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** true, or the server's name for it where it differs from `id` */
  sortable?: boolean | string;
  /** numbers and short codes stand at the end of the line */
  align?: 'end';
  /** the row's name: links to the row, and heads its card on a narrow screen. Exactly one. */
  primary?: boolean;
  /** left out of the card on a narrow screen */
  hideOnCard?: boolean;
  /** any CSS length */
  width?: string;
}

export interface Filter {
  /** query parameter of the API and of the URL */
  id: string;
  label: string;
  options: readonly { id: string; label: string }[];
}

export interface BulkAction {
  id: string;
  label: string;
  icon?: IconName;
  danger?: boolean;
  /** `clear` empties the selection when the work is done */
  onAction: (ids: string[], clear: () => void) => void;
}

export interface DataListProps<P extends ListPath> {
  /** API path template that answers {items, total, page, size}: '/api/v1/editions/{edition_id}/entries' */
  source: P;
  path?: PathParams<P>;
  /** fixed query parameters besides what the reader chooses */
  query?: Partial<QueryParams<P>> & Record<string, unknown>;
  /** what the list holds, e.g. t`المشاركات`: names the table */
  label: string;
  columns: readonly Column<ListItem<P>>[];
  rowId?: (row: ListItem<P>) => string;
  /** where the primary cell leads */
  rowLink?: (row: ListItem<P>) => Pick<LinkProps, 'to' | 'params' | 'search'>;
  /** spoken name of a row for its menu and its checkbox; default: its primary cell, if that is text */
  rowName?: (row: ListItem<P>) => string;
  rowActions?: (row: ListItem<P>) => MenuAction[];
  bulkActions?: readonly BulkAction[];
  filters?: readonly Filter[];
  /** more controls beside the filters; they keep their values in the URL through `url` and `set` */
  moreFilters?: (url: UrlState, set: (change: UrlState) => void) => ReactNode;
  searchable?: boolean;
  searchLabel?: string;
  /** e.g. '-submitted_at' */
  defaultSort?: string;
  /** the CSV download; `false` where the API has none */
  csv?: boolean;
  empty?: { title: string; text?: ReactNode; icon?: IconName; action?: ReactNode };
  /** where two lists share a page, each has its own prefix in the URL */
  urlPrefix?: string;
  pageSize?: number;
  refetchInterval?: number;
}
