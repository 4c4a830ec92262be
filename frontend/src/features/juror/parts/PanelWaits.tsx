// What a panel waits for: meetings of mine, and as its chair what its jurors asked.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { LinkButton } from '../../../shared/ui/Button';
import { Notice } from '../../../shared/ui/Notice';

export function PanelWaits() {
  const { t } = useLingui();
  const format = useFormat();
  const waiting = useGet('/api/v1/juror/waiting', { refetchInterval: 60_000 });
  const { meetings = [], questions = [] } = waiting.data ?? {};
  const toOpen = meetings.filter((one) => one.meeting_id === null);
  const names = (of: typeof meetings) =>
    of.map((one) => format.pick(one.category_ar, one.category_en)).join(format.pick('، ', ', '));
  return (
    <>
      {meetings.map((one) =>
        one.meeting_id ? (
          <Notice
            key={one.meeting_id}
            title={t`لجنتك مجتمعة الآن`}
            action={
              <LinkButton to="/juror/meetings/$meetingId" params={{ meetingId: one.meeting_id }}>
                {t`ادخل الاجتماع`}
              </LinkButton>
            }
          >
            <bdi>{format.pick(one.category_ar, one.category_en)}</bdi>
          </Notice>
        ) : null,
      )}
      {toOpen.length > 0 ? (
        <Notice
          tone="warning"
          title={t`اجتماعات لجنتك تنتظر أن تفتحها`}
          action={<LinkButton to="/juror/meetings">{t`اجتماعات اللجنة`}</LinkButton>}
        >
          <bdi>{names(toOpen)}</bdi>
        </Notice>
      ) : null}
      {questions.map((one) => (
        <Notice
          key={one.round_id}
          tone="warning"
          title={t`أسئلة من محكّمي لجنتك تنتظر جوابك: ${format.number(one.count)}`}
          action={
            <LinkButton
              {...({
                to: '/editions/$editionId/progress',
                params: { editionId: one.edition_id },
                search: { tab: 'asked' },
              } as object)}
            >
              {t`أجب عنها`}
            </LinkButton>
          }
        >
          <bdi>{format.pick(one.round_ar, one.round_en)}</bdi>
        </Notice>
      ))}
    </>
  );
}
