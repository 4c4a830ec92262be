// The edition in figures: entries by category and state, and how far the rounds are.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useNouns } from '../../../shared/nouns';
import { StateBadge } from '../../../shared/ui/Badge';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { ProgressBar } from '../../../shared/ui/Progress';
import { When } from '../../../shared/ui/When';
import { placeIn } from '../links';
import '../home.css';
import '../tables.css';

type Home = components['schemas']['OrganiserHome'];
/** Columns of the table: the states that say something in every phase, in the order of an entry's life. */
const STATES = ['draft', 'submitted', 'returned', 'eligible', 'ineligible', 'withdrawn', 'disqualified'] as const;

export function KeyFigures({ home }: { home: Home }) {
  const { t } = useLingui();
  const format = useFormat();
  const assigned = home.rounds.reduce((sum, round) => sum + round.assigned, 0);
  const done = home.rounds.reduce((sum, round) => sum + round.done, 0);
  const questions = home.attention.find((one) => one.code === 'open_questions')?.count ?? 0;
  const drafts = format.number(home.states.draft ?? 0);
  const invited = format.number(home.jurors.invited ?? 0);
  return (
    <Figures>
      <Figure
        label={t`المشاركات المقدَّمة`}
        value={format.number(home.entries - (home.states.draft ?? 0))}
        note={t`والمسودات ${drafts}`}
      />
      <Figure
        label={t`المحكّمون`}
        value={format.number(home.jurors.accepted ?? 0)}
        note={t`دعوات بلا جواب ${invited}`}
      />
      <Figure label={t`التقييمات المرسلة`} value={format.number(done)} note={t`والمسندة ${format.number(assigned)}`} />
      <Figure label={t`أسئلة تنتظر جوابًا`} value={format.number(questions)} />
    </Figures>
  );
}

export function ByCategory({ home }: { home: Home }) {
  const { t } = useLingui();
  const nouns = useNouns();
  const format = useFormat();
  if (home.categories.length === 0 || home.entries === 0) return null;
  const shown = STATES.filter((state) => (home.states[state] ?? 0) > 0);
  return (
    <Card title={t`المشاركات في ${nouns.all}`} flush>
      <section className="tk-editions-scroll" aria-label={t`المشاركات في ${nouns.all}`}>
        <table className="tk-editions-table">
          <caption className="tk-hidden">{t`عدد المشاركات في كل ${nouns.one} بحسب حالتها`}</caption>
          <thead>
            <tr>
              <th scope="col">{nouns.One}</th>
              {shown.map((state) => (
                <th key={state} scope="col" data-align="end">
                  <StateBadge of="entry" state={state} />
                </th>
              ))}
              <th scope="col" data-align="end">{t`المجموع`}</th>
            </tr>
          </thead>
          <tbody>
            {home.categories.map((category) => (
              <tr key={category.category_id}>
                <th scope="row">
                  <Link {...placeIn(home.edition.id, 'entries', { category_id: category.category_id })}>
                    <bdi>{format.name(category)}</bdi>
                  </Link>
                </th>
                {shown.map((state) => (
                  <td key={state} data-align="end" className={category.states[state] ? undefined : 'tk-faint'}>
                    {format.number(category.states[state] ?? 0)}
                  </td>
                ))}
                <td data-align="end" className="tk-strong">
                  {format.number(category.total)}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t`المجموع`}</th>
              {shown.map((state) => (
                <td key={state} data-align="end">
                  {format.number(home.states[state] ?? 0)}
                </td>
              ))}
              <td data-align="end">{format.number(home.entries)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </Card>
  );
}

export function Rounds({ home }: { home: Home }) {
  const { t } = useLingui();
  const format = useFormat();
  if (home.rounds.length === 0) return null;
  return (
    <Card title={t`الجولات`}>
      <ul className="tk-editions-late">
        {home.rounds.map((round) => (
          <li key={round.round_id}>
            <div className="tk-row tk-spread">
              <Link {...placeIn(home.edition.id, 'rounds')} className="tk-strong">
                <bdi>{format.name(round)}</bdi>
              </Link>
              <StateBadge of="round" state={round.state} />
            </div>
            <ProgressBar value={round.done} max={round.assigned} label={t`التقييمات المرسلة`} />
            <p className="tk-small tk-soft">
              <Trans>
                موعد الإغلاق: <When at={round.closes_at} zone={home.edition.timezone} show="short" />
              </Trans>
            </p>
            {round.reopened > 0 ? (
              <p className="tk-small tk-soft">{t`أُعيد فتح ${format.number(round.reopened)} منها`}</p>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
