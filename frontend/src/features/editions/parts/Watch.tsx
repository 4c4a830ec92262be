// What waits for the organiser, and which jurors are behind.
import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { ProgressBar } from '../../../shared/ui/Progress';
import { When } from '../../../shared/ui/When';
import { placeIn } from '../links';
import { waitingWords } from './waitingWords';
import '../home.css';

type Home = components['schemas']['OrganiserHome'];

const looks: Record<string, readonly [IconName, string, Record<string, string>?]> = {
  entries_to_screen: ['form', 'entries', { state: 'submitted' }],
  entries_returned: ['undo', 'entries', { state: 'returned' }],
  open_questions: ['comment', 'questions'],
  juror_questions: ['comment', 'progress', { tab: 'asked' }],
  seats_walled: ['shield', 'assignments', { walled: 'true' }],
  persons_named: ['users', 'conflicts'],
  late_to_decide: ['clock', 'rounds'],
  round_without_list: ['scale', 'rounds'],
  conflicts_overdue: ['warning', 'conflicts', { overdue: 'true' }],
  conflicts_to_decide: ['shield', 'conflicts', { state: 'suspended' }],
  na_claims_wait: ['scale', 'progress'],
  entries_short: ['users', 'assignments', { short: 'true' }],
  jurors_not_answered: ['mail', 'jurors'],
  organisations_pending: ['building', 'organisations'],
  memberships_pending: ['users', 'requests'],
  call_over: ['clock', 'dates'],
  call_ends_soon: ['clock', 'dates'],
};

export function WhatToLookAt({ home }: { home: Home }) {
  const { t } = useLingui();
  return (
    <Card title={t`ما يحتاج إلى نظرك`}>
      {home.attention.length === 0 ? (
        <p className="tk-row tk-soft">
          <Icon name="success" />
          {t`لا شيء ينتظرك الآن.`}
        </p>
      ) : (
        <ul className="tk-editions-watch">
          {home.attention.map((one) => {
            const [icon, place, search] = looks[one.code] ?? ['info', ''];
            const link = placeIn(home.edition.id, place, search);
            return (
              <li key={one.code}>
                <Icon name={icon} />
                <span className="tk-editions-watch-words">
                  {link ? <Link {...link}>{waitingWords(one)}</Link> : waitingWords(one)}
                  {one.at ? (
                    <span className="tk-small tk-soft">
                      <When at={one.at} zone={home.edition.timezone} show="short" />
                    </span>
                  ) : null}
                </span>
                {link ? <Icon name="chevron-forward" size={16} /> : null}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

/** As many as the eye takes in; the rest is one press away. */
const MOST = 6;

export function WhoIsLate({ home }: { home: Home }) {
  const { t } = useLingui();
  const format = useFormat();
  if (!home.rounds.some((round) => round.state === 'open')) return null;
  const roundOf = (id: string) => home.rounds.find((round) => round.round_id === id);
  return (
    <Card
      title={t`من بقي عليهم عمل`}
      actions={
        <LinkButton size="small" {...(placeIn(home.edition.id, 'progress') ?? {})}>
          {t`سير التحكيم`}
        </LinkButton>
      }
    >
      {home.behind.length === 0 ? (
        <p className="tk-row tk-soft">
          <Icon name="success" />
          {t`أتمّ كل المحكّمين ما أُسند إليهم.`}
        </p>
      ) : (
        <ul className="tk-editions-late">
          {home.behind.slice(0, MOST).map((one) => (
            <li key={one.juror_id + one.round_id}>
              <div className="tk-row tk-spread">
                <span className="tk-strong">
                  <bdi>{format.name(one)}</bdi>
                </span>
                {one.is_late ? <Badge tone="warning">{t`متأخر`}</Badge> : null}
              </div>
              <ProgressBar
                value={one.done}
                max={one.assigned}
                label={<bdi className="tk-small tk-soft">{format.name(roundOf(one.round_id))}</bdi>}
              />
            </li>
          ))}
        </ul>
      )}
      {home.behind.length > MOST ? (
        <p className="tk-small tk-soft">
          <Trans>وغيرهم في سير التحكيم.</Trans>
        </p>
      ) : null}
    </Card>
  );
}
