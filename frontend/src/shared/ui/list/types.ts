// The shapes of the one list component.
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ListItem, ListPath, PathParams, QueryParams } from '../../api/query';
import type { Cell } from '../../csv';
import type { UrlState } from '../../router/urlState';
import type { IconName } from '../Icon';
import type { MenuAction } from '../Menu';
import type { Rules } from './held';

export interface Column<Row> {
  /** also the name of the sort when `sortable` is true */
  id: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** the cell as it stands in a file, where the page writes the CSV and `cell` is not plain text */
  plain?: (row: Row) => Cell;
  /** true, or the sort's name where it differs from `id` */
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

/** What every list has, wherever its rows come from. */
export interface ListLook<Row> {
  /** what the list holds, e.g. t`المشاركات`: names the table */
  label: string;
  columns: readonly Column<Row>[];
  rowId?: (row: Row) => string;
  /** where the primary cell leads */
  rowLink?: (row: Row) => Pick<LinkProps, 'to' | 'params' | 'search'>;
  /** spoken name of a row for its menu and its checkbox; default: its primary cell, if that is text */
  rowName?: (row: Row) => string;
  rowActions?: (row: Row) => MenuAction[];
  bulkActions?: readonly BulkAction[];
  filters?: readonly Filter[];
  /** more controls beside the filters; they keep their values in the URL through `url` and `set` */
  moreFilters?: (url: UrlState, set: (change: UrlState) => void) => ReactNode;
  searchable?: boolean;
  searchLabel?: string;
  /** e.g. '-submitted_at'; without it rows held in memory keep their own order */
  defaultSort?: string;
  /** the CSV download; `false` where the API has none */
  csv?: boolean;
  empty?: { title: string; text?: ReactNode; icon?: IconName; action?: ReactNode };
  /** where two lists share a page, each has its own prefix in the URL */
  urlPrefix?: string;
  pageSize?: number;
}

/** A list that the server searches, sorts and pages. */
export interface ServedListProps<P extends ListPath> extends ListLook<ListItem<P>> {
  /** API path template that answers {items, total, page, size}: '/api/v1/editions/{edition_id}/entries' */
  source: P;
  path?: PathParams<P>;
  /** fixed query parameters besides what the reader chooses */
  query?: Partial<QueryParams<P>> & Record<string, unknown>;
  /** of the CSV alone, e.g. which columns stand in it */
  csvQuery?: Record<string, string>;
  refetchInterval?: number;
}

/** A list whose rows the page holds already: searched, sorted and paged on the device, without a network. */
export interface HeldListProps<Row> extends ListLook<Row> {
  rows: readonly Row[];
  rules: Rules<Row>;
  /** of the CSV, without its ending */
  fileName: string;
}
