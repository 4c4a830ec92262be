// What moved the deadline of this entry and why, and the deadline for one's own calendar.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { download } from '../../../shared/api/download';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';

export function DeadlineNotes({ entryId, until, zone }: { entryId: string; until: string | null; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const [busy, setBusy] = useState(false);
  const moves = useGet('/api/v1/entrant/entries/{entry_id}/deadlines', { path: { entry_id: entryId } }).data ?? [];
  if (!until) return null;
  const save = () => {
    setBusy(true);
    download(`/api/v1/entrant/entries/${entryId}/calendar.ics`, 'deadline.ics')
      .catch(notifyProblem)
      .finally(() => setBusy(false));
  };
  return (
    <>
      {moves.length > 0 ? (
        <details className="tk-entrant-details" open={moves.some((one) => one.is_own)}>
          <summary>
            {t`ما غيّر الموعد`}
            <Icon name="chevron-down" size={18} />
          </summary>
          <ul className="tk-plain-list tk-stack tk-gap-3">
            {moves.map((one) => (
              <li key={one.at} className="tk-small">
                <p className="tk-strong">
                  {!one.is_own ? t`صار موعد الجميع` : one.before ? t`قُدّم ما مُدّد لك وحدك، فصار` : t`مُدّد لك وحدك حتى`}
                </p>
                <p>
                  <When at={one.until} zone={zone} />
                </p>
                <p className="tk-soft" dir="auto">
                  {format.pick(one.reason_ar, one.reason_en)}
                </p>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      <Button kind="quiet" icon="calendar" busy={busy} onPress={save}>
        {t`أضفه إلى تقويمك`}
      </Button>
    </>
  );
}
