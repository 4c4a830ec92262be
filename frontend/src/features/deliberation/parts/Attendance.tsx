// Who of the panel is there, and whether they are enough.
import { Trans, useLingui } from '@lingui/react/macro';
import { api } from '../../../shared/api/client';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Switch } from '../../../shared/ui/Choice';
import { notifyProblem } from '../../../shared/ui/Notice';
import { When } from '../../../shared/ui/When';
import { type Meeting, readAgain } from '../model';

export function Attendance({ meeting }: { meeting: Meeting }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = meeting.runs && meeting.state === 'open';
  const mark = async (juror: string, present: boolean) => {
    try {
      await api.PUT('/api/v1/meetings/{meeting_id}/attendance/{juror_id}', {
        params: { path: { meeting_id: meeting.id, juror_id: juror } },
        body: { present },
      });
    } catch (refused) {
      notifyProblem(refused);
    }
    await readAgain();
  };
  const enough = meeting.present >= meeting.quorum;
  return (
    <Card
      title={t`الحضور`}
      actions={
        meeting.state === 'open' ? (
          <Badge tone={enough ? 'success' : 'warning'}>{enough ? t`اكتمل النصاب` : t`دون النصاب`}</Badge>
        ) : null
      }
    >
      <p className="tk-small tk-soft">
        {t`الحاضرون ${format.number(meeting.present)} من ${format.number(meeting.members.length)}، والنصاب ${format.number(meeting.quorum)}.`}
      </p>
      <ul className="tk-deliberation-members">
        {meeting.members.map((one) => {
          const name = format.name(one);
          const words = (
            <>
              <bdi>{name}</bdi>
              {one.chairs ? <span className="tk-small tk-soft">{t` (رئيس اللجنة)`}</span> : null}
              {one.is_me ? <span className="tk-small tk-soft">{t` (أنت)`}</span> : null}
            </>
          );
          const facts = one.joined_at ? (
            <span className="tk-small tk-soft">
              {one.present && meeting.state === 'open' ? t`حضر` : t`حضر وغادر`}{' '}
              <When at={one.left_at ?? one.joined_at} show="short" />
              {one.away.map(([left, back]) => (
                <span key={left} className="tk-deliberation-away">
                  <Trans>
                    غاب من <When at={left} show="short" /> إلى <When at={back} show="short" />
                  </Trans>
                </span>
              ))}
            </span>
          ) : null;
          return (
            <li key={one.juror_id}>
              {may ? (
                <Switch isSelected={one.present} onChange={(present) => void mark(one.juror_id, present)} help={facts}>
                  {words}
                </Switch>
              ) : (
                <span className="tk-row tk-gap-2">
                  <span>{words}</span>
                  {facts ?? <span className="tk-small tk-soft">{t`لم يحضر`}</span>}
                </span>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
