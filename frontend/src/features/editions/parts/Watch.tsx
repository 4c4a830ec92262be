// What waits for the organiser, and which jurors are behind.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { ProgressBar } from '../../../shared/ui/Progress';
import { When } from '../../../shared/ui/When';
import { placeIn } from '../links';
import '../home.css';

type Home = components['schemas']['OrganiserHome'];
type Waiting = components['schemas']['Attention'];

function words(one: Waiting): ReactNode {
  const n = one.count;
  switch (one.code) {
    case 'entries_to_screen':
      return (
        <Plural
          value={n}
          zero="لا مشاركات تنتظر الفرز"
          one="مشاركة واحدة تنتظر الفرز"
          two="مشاركتان تنتظران الفرز"
          few="# مشاركات تنتظر الفرز"
          many="# مشاركة تنتظر الفرز"
          other="# مشاركة تنتظر الفرز"
        />
      );
    case 'entries_returned':
      return (
        <Plural
          value={n}
          zero="لا مشاركات معادة للاستكمال"
          one="مشاركة واحدة أُعيدت للاستكمال"
          two="مشاركتان أُعيدتا للاستكمال"
          few="# مشاركات أُعيدت للاستكمال"
          many="# مشاركة أُعيدت للاستكمال"
          other="# مشاركة أُعيدت للاستكمال"
        />
      );
    case 'open_questions':
      return (
        <Plural
          value={n}
          zero="لا أسئلة تنتظر جوابًا"
          one="سؤال واحد ينتظر جوابًا"
          two="سؤالان ينتظران جوابًا"
          few="# أسئلة تنتظر جوابًا"
          many="# سؤالًا ينتظر جوابًا"
          other="# سؤال ينتظر جوابًا"
        />
      );
    case 'seats_walled':
      return (
        <Plural
          value={n}
          zero="لا تعارض مصالح في الإسنادات"
          one="إسناد واحد بين محكّمه والمشاركة تعارض مصالح"
          two="إسنادان بين محكّميهما والمشاركتين تعارض مصالح"
          few="# إسنادات بين محكّميها والمشاركات تعارض مصالح"
          many="# إسنادًا بين محكّميها والمشاركات تعارض مصالح"
          other="# إسناد بين محكّميها والمشاركات تعارض مصالح"
        />
      );
    case 'conflicts_overdue':
      return (
        <Plural
          value={n}
          zero="لا تعارض تأخر البتّ فيه"
          one="تعارض مصالح واحد تأخر البتّ فيه"
          two="تعارضا مصالح تأخر البتّ فيهما"
          few="# حالات تعارض تأخر البتّ فيها"
          many="# حالة تعارض تأخر البتّ فيها"
          other="# حالة تعارض تأخر البتّ فيها"
        />
      );
    case 'conflicts_to_decide':
      return (
        <Plural
          value={n}
          zero="لا تعارض ينتظر قرارًا"
          one="تعارض مصالح واحد ينتظر قرارًا"
          two="تعارضا مصالح ينتظران قرارًا"
          few="# حالات تعارض تنتظر قرارًا"
          many="# حالة تعارض تنتظر قرارًا"
          other="# حالة تعارض تنتظر قرارًا"
        />
      );
    case 'entries_short':
      return (
        <Plural
          value={n}
          zero="لكل مشاركة محكّموها"
          one="مشاركة واحدة ينقصها محكّمون"
          two="مشاركتان ينقصهما محكّمون"
          few="# مشاركات ينقصها محكّمون"
          many="# مشاركة ينقصها محكّمون"
          other="# مشاركة ينقصها محكّمون"
        />
      );
    case 'jurors_not_answered':
      return (
        <Plural
          value={n}
          zero="أجاب كل المدعوين"
          one="محكّم واحد لم يجب عن دعوته"
          two="محكّمان لم يجيبا عن دعوتهما"
          few="# محكّمين لم يجيبوا عن دعوتهم"
          many="# محكّمًا لم يجيبوا عن دعوتهم"
          other="# محكّم لم يجيبوا عن دعوتهم"
        />
      );
    case 'organisations_pending':
      return (
        <Plural
          value={n}
          zero="لا جهات تنتظر الاعتماد"
          one="جهة واحدة تنتظر الاعتماد"
          two="جهتان تنتظران الاعتماد"
          few="# جهات تنتظر الاعتماد"
          many="# جهة تنتظر الاعتماد"
          other="# جهة تنتظر الاعتماد"
        />
      );
    case 'memberships_pending':
      return (
        <Plural
          value={n}
          zero="لا طلبات عضوية"
          one="طلب عضوية واحد في جهة"
          two="طلبا عضوية في جهات"
          few="# طلبات عضوية في جهات"
          many="# طلب عضوية في جهات"
          other="# طلب عضوية في جهات"
        />
      );
    case 'call_over':
      return <Trans>انتهى موعد المشاركة، والدورة ما زالت في مرحلة «مفتوحة»</Trans>;
    case 'call_ends_soon':
      return <Trans>يقترب موعد إغلاق باب المشاركة</Trans>;
    default:
      return one.code;
  }
}

const looks: Record<string, readonly [IconName, string, Record<string, string>?]> = {
  entries_to_screen: ['form', 'entries', { state: 'submitted' }],
  entries_returned: ['undo', 'entries', { state: 'returned' }],
  open_questions: ['comment', 'questions'],
  seats_walled: ['shield', 'assignments', { walled: 'true' }],
  conflicts_overdue: ['warning', 'conflicts', { overdue: 'true' }],
  conflicts_to_decide: ['shield', 'conflicts', { state: 'suspended' }],
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
                  {link ? <Link {...link}>{words(one)}</Link> : words(one)}
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
