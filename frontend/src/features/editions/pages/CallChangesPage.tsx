// Every change of the public call since it opened, as the public reads it: newest first.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Icon, type IconName } from '../../../shared/ui/Icon';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import '../editions.css';
import '../home.css';

/** Changes that have two moments. */
const MOVES = new Set(['deadline', 'round_opening', 'round_closing']);

type Change = components['schemas']['PublicCallChange'];

function One({ change, zone }: { change: Change; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const kinds: Record<string, readonly [IconName, string]> = {
    deadline: ['clock', t`تعديل موعد الإغلاق`],
    round_opening: ['clock', t`تعديل موعد فتح جولة تحكيم`],
    round_closing: ['clock', t`تعديل موعد إغلاق جولة تحكيم`],
    text: ['edit', t`تعديل في الدعوة`],
    reopened: ['undo', t`عودة الدورة إلى مرحلة سابقة`],
    cancelled: ['close', t({ message: 'إلغاء الدورة', context: 'title' })],
  };
  const [icon, title] = kinds[change.kind] ?? ['edit', t`تعديل في الدعوة`];
  return (
    <li>
      <span className="tk-editions-event">
        <Icon name={icon} size={18} />
      </span>
      <div className="tk-stack tk-gap-2">
        <div>
          <h2 className="tk-h3">{title}</h2>
          {change.about_ar ? <p dir="auto">{format.pick(change.about_ar, change.about_en)}</p> : null}
          <p className="tk-small tk-soft">
            <When at={change.changed_at} zone={zone} />
          </p>
        </div>
        {MOVES.has(change.kind) ? (
          <dl className="tk-editions-moved">
            <div>
              <dt className="tk-small tk-soft">{t`كان`}</dt>
              <dd>
                <When at={change.before || null} zone={zone} show="stack" />
              </dd>
            </div>
            <Icon name="arrow-forward" />
            <div>
              <dt className="tk-small tk-soft">{t`صار`}</dt>
              <dd>
                <When at={change.after || null} zone={zone} show="stack" />
              </dd>
            </div>
          </dl>
        ) : null}
        {change.kind === 'reopened' ? (
          <p className="tk-row tk-gap-2">
            <StateBadge of="phase" state={change.before} />
            <Icon name="arrow-forward" />
            <StateBadge of="phase" state={change.after} />
          </p>
        ) : null}
        <p className="tk-editions-text" dir="auto">
          {format.pick(change.what_ar, change.what_en)}
        </p>
      </div>
    </li>
  );
}

export function CallChangesPage() {
  const { t } = useLingui();
  const id = useParam('editionId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: id } });
  const changes = useGet('/api/v1/editions/{edition_id}/call-changes', { path: { edition_id: id } });
  return (
    <Page
      title={t`تغييرات الدعوة`}
      lead={t`ما تغيّر في الدعوة منذ إعلانها، كما يقرؤه العموم في صفحة الدورة. لا يُحذف منه شيء.`}
    >
      <Read of={changes}>
        {(list) =>
          list.length === 0 ? (
            <Card>
              <EmptyState title={t`لا تغييرات بعد`} icon="calendar">
                {t`يظهر هنا كل تعديل في المواعيد أو الشروط أو الحقول بعد فتح باب المشاركة.`}
              </EmptyState>
            </Card>
          ) : (
            <Card>
              <ol className="tk-editions-timeline" reversed>
                {[...list].reverse().map((change) => (
                  <One key={change.id} change={change} zone={edition.data?.timezone ?? 'Asia/Riyadh'} />
                ))}
              </ol>
            </Card>
          )
        }
      </Read>
    </Page>
  );
}
