// The agenda: entries for which the same members leave stand together, and each group says who.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api } from '../../../shared/api/client';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Button, IconButton } from '../../../shared/ui/Button';
import { Card } from '../../../shared/ui/Card';
import { notifyProblem } from '../../../shared/ui/Notice';
import { groupsOf, type Item, type Meeting, moved, moves, readAgain, take } from '../model';
import { FinalBadge } from './Final';
import { Made } from './Made';

/** Whom the fairness report cannot tell apart at the prize line, for who runs the meeting. */
function useTies(meeting: Meeting): ReadonlySet<string> {
  const ties = useGet('/api/v1/meetings/{meeting_id}/statistical-ties', {
    path: { meeting_id: meeting.id },
    enabled: meeting.runs && meeting.hidden === 0,
  });
  return new Set(ties.data?.entries);
}

export function Agenda({ meeting }: { meeting: Meeting }) {
  const { t } = useLingui();
  const format = useFormat();
  const number = (id: string) =>
    format.number(meeting.items.find((item) => item.entry_id === id)?.number ?? 0, { useGrouping: false });
  const [busy, setBusy] = useState(false);
  const runs = meeting.runs && meeting.state === 'open';
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await what();
      await readAgain();
    } catch (refused) {
      notifyProblem(refused);
    }
    setBusy(false);
  };
  const order = (entries: string[]) =>
    act(() =>
      api.PUT('/api/v1/meetings/{meeting_id}/agenda', {
        params: { path: { meeting_id: meeting.id } },
        body: { entries },
      }),
    );
  const groups = groupsOf(meeting.items);
  const close = useTies(meeting);
  const tied = meeting.items.filter((item) => close.has(item.entry_id)).map((item) => item.entry_id);
  const first = [...tied, ...meeting.items.map((item) => item.entry_id).filter((id) => !close.has(id))];
  return (
    <Card
      title={t`جدول الأعمال`}
      actions={
        runs && meeting.current_id ? (
          <Button size="small" busy={busy} onPress={() => void act(() => take(meeting, null))}>
            {t`استراحة`}
          </Button>
        ) : null
      }
    >
      <p className="tk-small tk-soft">
        {meeting.hidden > 0
          ? t`المشاركات التي يحق لك الاطّلاع عليها، بأرقامها.`
          : t`المتعادلة وما حول خط الفوز أولًا، ثم بالترتيب. وما يغادر له الأعضاء أنفسهم متتابع، ليغادروا مرة واحدة.`}
      </p>
      {tied.length > 0 ? (
        <div className="tk-row tk-gap-2">
          <p className="tk-small">
            {t`لا تفصل الدرجات عند خط الجوائز بين: ${tied.map(number).join(format.pick('، ', ', '))}، بحسب تقرير الإنصاف.`}
          </p>
          {runs && first.some((id, at) => id !== meeting.items[at]?.entry_id) ? (
            <Button size="small" busy={busy} onPress={() => void order(first)}>{t`قدّمها في الجدول`}</Button>
          ) : null}
        </div>
      ) : null}
      <ol className="tk-deliberation-agenda">
        {groups.map((group, place) => (
          <li key={group.items[0]?.entry_id}>
            <Leaving meeting={meeting} before={groups[place - 1]?.out ?? []} after={group.out} />
            <ol>
              {group.items.map((item) => (
                <Line
                  key={item.entry_id}
                  meeting={meeting}
                  item={item}
                  close={close.has(item.entry_id)}
                  busy={busy}
                  onTake={runs ? () => void act(() => take(meeting, item.entry_id)) : null}
                  onMove={
                    runs && meeting.hidden === 0
                      ? (by) => void order(moved(meeting.items, meeting.items.indexOf(item), by))
                      : null
                  }
                />
              ))}
            </ol>
          </li>
        ))}
      </ol>
    </Card>
  );
}

function Leaving({
  meeting,
  before,
  after,
}: {
  meeting: Meeting;
  before: readonly string[];
  after: readonly string[];
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { leave, back } = moves(meeting.members, before, after);
  const names = (of: typeof leave) => of.map((one) => format.name(one)).join(format.pick('، ', ', '));
  return (
    <div className="tk-deliberation-leaving">
      {leave.length > 0 ? (
        <p>
          <span className="tk-strong">{t`يغادر:`}</span> <bdi>{names(leave)}</bdi>
        </p>
      ) : null}
      {back.length > 0 ? (
        <p>
          <span className="tk-strong">{t`يعود:`}</span> <bdi>{names(back)}</bdi>
        </p>
      ) : null}
    </div>
  );
}

interface LineProps {
  meeting: Meeting;
  item: Item;
  /** a statistical tie of the fairness report */
  close: boolean;
  busy: boolean;
  onTake: (() => void) | null;
  onMove: ((by: number) => void) | null;
}

function Line({ meeting, item, close, busy, onTake, onMove }: LineProps) {
  const { t } = useLingui();
  const format = useFormat();
  const title = format.pick(item.title_ar, item.title_en);
  const at = meeting.items.indexOf(item);
  const here = item.entry_id === meeting.current_id;
  return (
    <li className="tk-deliberation-line" aria-current={here ? 'true' : undefined}>
      <span className="tk-deliberation-number">{format.number(item.number)}</span>
      <span className="tk-stack tk-gap-2">
        <bdi>{title}</bdi>
        <span className="tk-row tk-gap-2">
          {item.rank === null ? null : (
            <span className="tk-small tk-soft">{t`المركز بالمتوسط ${format.number(item.rank)}`}</span>
          )}
          {item.tied ? <Badge tone="warning">{t`متعادلة`}</Badge> : null}
          {close ? <Badge tone="warning">{t`متقاربة إحصائيًا`}</Badge> : null}
          {item.near_line ? <Badge tone="gold">{t`عند خط الفوز`}</Badge> : null}
          {item.mean === null ? null : (
            <span className="tk-small tk-soft">{t`المتوسط ${format.decimal(item.mean)}`}</span>
          )}
          <Made agreed={item.consensus} />
          <FinalBadge meeting={meeting} entryId={item.entry_id} />
        </span>
      </span>
      <span className="tk-row tk-gap-2">
        {onMove ? (
          <>
            <IconButton
              icon="chevron-up"
              label={t`قدّم ${title}`}
              isDisabled={busy || at === 0}
              onPress={() => onMove(-1)}
            />
            <IconButton
              icon="chevron-down"
              label={t`أخّر ${title}`}
              isDisabled={busy || at === meeting.items.length - 1}
              onPress={() => onMove(1)}
            />
          </>
        ) : null}
        {here ? (
          <Badge tone="success" dot>{t`مطروحة`}</Badge>
        ) : onTake ? (
          <Button size="small" isDisabled={busy} aria-label={t`اطرح ${title}`} onPress={onTake}>
            {t`اطرحها`}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
