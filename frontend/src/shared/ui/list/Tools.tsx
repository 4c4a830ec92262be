// Above and below the rows: search, filters, CSV, what is selected, paging.
import { Plural, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { useFormat } from '../../i18n/react';
import { Button, IconButton } from '../Button';
import { Select } from '../Select';
import { TextField } from '../TextField';
import type { BulkAction, ListLook } from './types';
import type { ListState } from './useList';
import './Tools.css';

const FEW = 3;
const ANY = '\u0000any';

function SearchBox({ list, label }: { list: ListState; label: string }) {
  const { t } = useLingui();
  const inUrl = list.url.q ?? '';
  const [text, setText] = useState(inUrl);
  const choose = useRef(list.choose);
  choose.current = list.choose;
  const sent = useRef(inUrl);
  useEffect(() => {
    if (inUrl !== sent.current) {
      sent.current = inUrl;
      setText(inUrl);
    }
  }, [inUrl]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      choose.current({ q: text.trim() });
    }, 250);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="tk-list-search">
      <TextField
        type="search"
        label={label}
        hideLabel
        icon="search"
        placeholder={t`ابحث…`}
        value={text}
        onChange={setText}
      />
    </div>
  );
}

interface ToolsProps<Row> {
  props: ListLook<Row>;
  list: ListState;
  saveCsv: () => Promise<void>;
}

export function Tools<Row>({ props, list, saveCsv }: ToolsProps<Row>) {
  const { t } = useLingui();
  const [saving, setSaving] = useState(false);
  const save = (): void => {
    setSaving(true);
    void saveCsv().finally(() => setSaving(false));
  };
  const filters = props.filters ?? [];
  const chosen = Object.keys(list.chosen).filter((name) => name !== 'q').length;
  const [open, setOpen] = useState(chosen > 0);
  const format = useFormat();
  const some = filters.length > 0 || props.moreFilters;
  // More than a row holds: behind a button at every width, in columns with their labels.
  const folded = filters.length > FEW || Boolean(props.moreFilters);
  return (
    <div className="tk-list-tools tk-no-print" data-folded={folded || undefined}>
      {props.searchable === false ? null : (
        <SearchBox list={list} label={props.searchLabel ?? t`ابحث في ${props.label}`} />
      )}
      {some ? (
        <div className="tk-list-filter-button">
          <Button icon="filter" aria-expanded={open} onPress={() => setOpen(!open)}>
            {chosen > 0 ? `${t`المرشّحات`} (${format.number(chosen)})` : t`المرشّحات`}
          </Button>
        </div>
      ) : null}
      {some ? (
        <div className="tk-list-filters" data-open={open || undefined}>
          {filters.map((filter) => (
            <Select
              key={filter.id}
              label={filter.label}
              hideLabel={!folded}
              options={[{ id: ANY, label: folded ? t`الكل` : `${filter.label}: ${t`الكل`}` }, ...filter.options]}
              value={list.url[filter.id] ?? ANY}
              onChange={(value) => list.choose({ [filter.id]: value === ANY ? undefined : value })}
            />
          ))}
          {props.moreFilters?.(list.url, list.choose)}
          {list.narrowed ? (
            <Button kind="quiet" icon="close" onPress={list.clear}>
              {t`امسح`}
            </Button>
          ) : null}
        </div>
      ) : null}
      {props.csv === false ? null : (
        <div className="tk-list-csv">
          <Button icon="download" busy={saving} onPress={save}>
            CSV
          </Button>
        </div>
      )}
    </div>
  );
}

export function BulkBar({
  actions,
  selected,
  clear,
}: {
  actions: readonly BulkAction[];
  selected: ReadonlySet<string>;
  clear: () => void;
}) {
  const { t } = useLingui();
  return (
    <div className="tk-list-bulk" role="status">
      <span className="tk-strong">
        <Plural
          value={selected.size}
          zero="لم تختر شيئًا"
          one="اخترت واحدًا"
          two="اخترت اثنين"
          few="اخترت #"
          many="اخترت #"
          other="اخترت #"
        />
      </span>
      {actions.map((action) => (
        <Button
          key={action.id}
          icon={action.icon}
          kind={action.danger ? 'danger-quiet' : 'secondary'}
          onPress={() => action.onAction([...selected], clear)}
        >
          {action.label}
        </Button>
      ))}
      <Button kind="quiet" onPress={clear}>
        {t`ألغِ الاختيار`}
      </Button>
    </div>
  );
}

export function Pager({ list, total, label }: { list: ListState; total: number; label: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const { size } = list;
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(list.page, pages);
  const from = format.number((page - 1) * size + 1);
  const to = format.number(Math.min(page * size, total));
  const all = format.number(total);
  return (
    <nav className="tk-list-pager tk-no-print" aria-label={`${t`الصفحات`}: ${label}`}>
      <p role="status" className="tk-small tk-soft">
        {t`${from} إلى ${to} من ${all}`}
      </p>
      {pages > 1 ? (
        <div className="tk-row tk-gap-2">
          <IconButton
            kind="secondary"
            icon="chevron-back"
            label={t`الصفحة السابقة`}
            isDisabled={page <= 1}
            onPress={() => list.choose({ page: page > 2 ? String(page - 1) : undefined })}
          />
          <span className="tk-small">{t`صفحة ${format.number(page)} من ${format.number(pages)}`}</span>
          <IconButton
            kind="secondary"
            icon="chevron-forward"
            label={t`الصفحة التالية`}
            isDisabled={page >= pages}
            onPress={() => list.choose({ page: String(page + 1) })}
          />
        </div>
      ) : null}
    </nav>
  );
}
