// My entries on the home page: those that wait for me first, the rest by their state.
import { Plural, useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge, StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { LinkCard } from '../../../shared/ui/Card';
import { When } from '../../../shared/ui/When';
import { serverNow } from '../model/clock';
import { Left } from './Countdown';
import { isPublished } from './ResultNotice';
import { WhatWaits } from './WhatWaits';

type Row = components['schemas']['EntrantEntryRow'];
const NAMED = 3;

function EntryCard({ row, mine }: { row: Row; mine: boolean }) {
  const { t } = useLingui();
  const format = useFormat();
  const number = format.number(row.number, { useGrouping: false });
  const names = row.missing.slice(0, NAMED).map((item) => format.pick(item.label_ar, item.label_en));
  const more = row.missing.length - names.length;
  const zone = row.edition.timezone;
  return (
    <LinkCard
      level={3}
      to="/entrant/entries/$entryId"
      params={{ entryId: row.id }}
      title={<span dir="auto">{format.pick(row.title_ar, row.title_en)}</span>}
    >
      <div className="tk-row tk-gap-2">
        <StateBadge of="entry" state={row.state} />
        {row.state === 'eligible' && isPublished(row) ? <Badge tone="gold">{t`أُعلنت النتائج`}</Badge> : null}
        <span className="tk-small tk-soft">{t`رقم ${number}`}</span>
      </div>
      <p className="tk-small tk-soft">
        <bdi>{format.name(row.edition)}</bdi>
      </p>
      <p className="tk-small tk-soft">
        <bdi>{format.name(row.category)}</bdi>
        {row.organisation ? (
          <>
            {' — '}
            <bdi>{format.name(row.organisation)}</bdi>
          </>
        ) : null}
      </p>
      {mine && row.missing.length > 0 ? (
        <div className="tk-small">
          <p className="tk-strong">{t`ما ينقص:`}</p>
          <ul className="tk-entrant-lacks">
            {names.map((name) => (
              <li key={name} dir="auto">
                {name}
              </li>
            ))}
            {more > 0 ? (
              <li>
                <Plural
                  value={more}
                  zero="لا غيرها"
                  one="وسؤال آخر"
                  two="وسؤالان آخران"
                  few="و# أسئلة أخرى"
                  many="و# سؤالًا آخر"
                  other="و# سؤال آخر"
                />
              </li>
            ) : null}
          </ul>
        </div>
      ) : null}
      {mine && row.missing.length === 0 ? (
        <p className="tk-small">
          <WhatWaits of={row} unmet={row.unmet_rules} ready={t`اكتملت، ولم تُقدَّم بعد.`} />
        </p>
      ) : null}
      {row.state_reason ? (
        <blockquote className="tk-entrant-reason tk-small" dir="auto">
          {row.state_reason}
        </blockquote>
      ) : null}
      {mine && row.deadline ? (
        <p className="tk-small tk-row tk-gap-2">
          <span className="tk-strong">
            <Left until={row.deadline} />
          </span>
          <When at={row.deadline} zone={zone} show="short" />
        </p>
      ) : row.submitted_at ? (
        <p className="tk-small tk-soft">
          {t`قُدّمت في`} <When at={row.submitted_at} zone={zone} show="short" />
        </p>
      ) : null}
    </LinkCard>
  );
}

const SHOWN = 6;

export function EntryCards({ rows, total }: { rows: readonly Row[]; total: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = serverNow();
  // By the server's word, which knows extensions; and by the clock, while the page stands.
  const open = (row: Row) => row.is_open && (row.deadline === null || Date.parse(row.deadline) >= now);
  const waiting = rows.filter(open).sort((a, b) => (a.deadline ?? '9').localeCompare(b.deadline ?? '9'));
  const others = rows.filter((row) => !open(row));
  const all = format.number(total);
  return (
    <>
      {waiting.length > 0 ? (
        <section aria-labelledby="waiting" className="tk-stack">
          <h2 className="tk-h2" id="waiting">{t`تنتظر عملك`}</h2>
          <div className="tk-grid">
            {waiting.map((row) => (
              <EntryCard key={row.id} row={row} mine />
            ))}
          </div>
        </section>
      ) : null}
      {others.length > 0 ? (
        <section aria-labelledby="others" className="tk-stack">
          <div className="tk-row tk-spread">
            <h2 className="tk-h2" id="others">{t`قُدّمت أو انتهت`}</h2>
            <LinkButton kind="quiet" iconEnd="chevron-forward" to="/entrant/entries">
              {t`كل المشاركات (${all})`}
            </LinkButton>
          </div>
          <div className="tk-grid">
            {others.slice(0, SHOWN).map((row) => (
              <EntryCard key={row.id} row={row} mine={false} />
            ))}
          </div>
        </section>
      ) : null}
    </>
  );
}
