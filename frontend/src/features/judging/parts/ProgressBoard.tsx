// How far a round is: counts and names, never a score. The organiser and the chair see the same board.
import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { Bar, BarKey } from '../../../shared/charts/Bar';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { saveCsv } from '../../../shared/saveCsv';
import { Button } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { EmptyState } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { PaceLine } from './PaceLine';

export type RoundBoard = components['schemas']['RoundBoard'];
type Counts = Pick<RoundBoard, 'assigned' | 'untouched' | 'drafts' | 'submitted'>;

export function CountBar({ of, max }: { of: Counts; max?: number }) {
  return (
    <Bar
      max={max ?? of.assigned}
      parts={[
        { value: of.submitted, as: 'done' },
        { value: of.drafts, as: 'part' },
      ]}
    />
  );
}

export function CountKey() {
  const { t } = useLingui();
  return (
    <BarKey
      items={[
        { as: 'done', label: t`أُرسل` },
        { as: 'part', label: t`مسودة` },
        { as: 'rest', label: t`لم يبدأ` },
      ]}
    />
  );
}

function Clock({ board, zone }: { board: RoundBoard; zone: string }) {
  const { t } = useLingui();
  const words = {
    before: t`لم تبدأ بعد`,
    open: t`تستقبل التقييمات`,
    grace: t`في المهلة بعد الإغلاق`,
    over: t`لم تعد تستقبل التقييمات`,
  };
  return (
    <p className="tk-row tk-gap-2">
      <span className="tk-strong">{words[board.window]}</span>
      <span className="tk-soft">
        <Trans>
          تُغلق في <When at={board.closes_at} zone={zone} />
        </Trans>
      </span>
    </p>
  );
}

type Group = Omit<RoundBoard['by_category'][number], 'code' | 'category_id'> & {
  category_id?: string;
  panel_id?: string;
};

/** By category, or by panel: `one` is what a row is, `all` what they are together. */
export function ByGroup({
  groups,
  one,
  all,
  file,
}: {
  groups: readonly Group[];
  one: string;
  all: string;
  file: string;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const save = () =>
    saveCsv(file, [
      [one, t`المشاركات`, t`المسند`, t`لم يبدأ`, t`مسودات`, t`أُرسل`, t`أُعيد فتحه`, t`دون النصاب`],
      ...groups.map((group) => [
        format.name(group),
        group.entries,
        group.assigned,
        group.untouched,
        group.drafts,
        group.submitted,
        group.reopened,
        group.below_quorum,
      ]),
    ]);
  return (
    <Card
      title={t`سير التحكيم في ${all}`}
      actions={<Button icon="download" size="small" onPress={save}>{`CSV`}</Button>}
    >
      <CountKey />
      <ChartTable
        className="tk-judging-figures"
        label={t`سير التحكيم في ${all}`}
        head={[one, <span key="bar" className="tk-hidden">{t`ما أُنجز`}</span>, t`أُرسل`, t`المشاركات`, t`دون النصاب`]}
      >
        {groups.map((group) => (
          <tr key={group.category_id ?? group.panel_id}>
            <th scope="row" dir="auto">
              {format.name(group)}
            </th>
            <td className="tk-judging-bar">
              <CountBar of={group} />
            </td>
            <td>{t`${format.number(group.submitted)} من ${format.number(group.assigned)}`}</td>
            <td>{format.number(group.entries)}</td>
            <td>{group.below_quorum > 0 ? <strong>{format.number(group.below_quorum)}</strong> : format.number(0)}</td>
          </tr>
        ))}
      </ChartTable>
    </Card>
  );
}

export function ByDay({ board }: { board: RoundBoard }) {
  const { t } = useLingui();
  const format = useFormat();
  const most = Math.max(1, ...board.by_day.map((one) => one.submitted));
  const save = () => saveCsv('days.csv', [[t`اليوم`, t`أُرسل`], ...board.by_day.map((one) => [one.day, one.submitted])]);
  return (
    <Card
      title={t`بحسب اليوم`}
      actions={board.by_day.length > 0 ? <Button icon="download" size="small" onPress={save}>{`CSV`}</Button> : null}
    >
      {board.by_day.length === 0 ? (
        <EmptyState title={t`لم يُرسل تقييم بعد`} icon="calendar" />
      ) : (
        <ChartTable
          className="tk-judging-figures"
          label={t`التقييمات المرسلة بحسب اليوم`}
          head={[t`اليوم`, <span key="bar" className="tk-hidden">{t`المقدار`}</span>, t`أُرسل`]}
        >
          {board.by_day.map((one) => (
            <tr key={one.day}>
              <th scope="row">
                <When at={one.day} show="day" />
              </th>
              <td className="tk-judging-bar">
                <Bar max={most} parts={[{ value: one.submitted, as: 'done' }]} />
              </td>
              <td>{format.number(one.submitted)}</td>
            </tr>
          ))}
        </ChartTable>
      )}
    </Card>
  );
}

export function BelowQuorum({ board }: { board: RoundBoard }) {
  const { t } = useLingui();
  const format = useFormat();
  const quorum = format.number(board.quorum);
  return (
    <Card title={t`مشاركات دون النصاب`}>
      <p className="tk-soft">
        <Trans>النصاب {quorum} من التقييمات المرسلة لكل مشاركة.</Trans>
      </p>
      {board.below_quorum.length === 0 ? (
        <EmptyState title={t`بلغت كل مشاركة نصابها`} icon="check" />
      ) : (
        <ChartTable
          className="tk-judging-figures"
          label={t`مشاركات دون النصاب`}
          head={[t`المشاركة`, t`الرقم`, t`المسند`, t`أُرسل`]}
        >
          {board.below_quorum.map((one) => (
            <tr key={one.entry_id}>
              <th scope="row" dir="auto">
                {format.pick(one.title_ar, one.title_en)}
              </th>
              <td>
                <code>{format.number(one.number)}</code>
              </td>
              <td>{format.number(one.assigned)}</td>
              <td>{format.number(one.submitted)}</td>
            </tr>
          ))}
        </ChartTable>
      )}
      {board.short > board.below_quorum.length ? (
        <p className="tk-small tk-soft">
          <Plural
            value={board.short - board.below_quorum.length}
            zero="لا غيرها"
            one="وغيرها مشاركة واحدة"
            two="وغيرها مشاركتان"
            few="وغيرها # مشاركات"
            many="وغيرها # مشاركة"
            other="وغيرها # مشاركة"
          />
        </p>
      ) : null}
    </Card>
  );
}

export function Summary({ board, zone }: { board: RoundBoard; zone: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const share = board.assigned > 0 ? board.submitted / board.assigned : 0;
  return (
    <>
      <Clock board={board} zone={zone} />
      <PaceLine board={board} />
      <Figures>
        <Figure
          label={t`أُرسل`}
          value={format.percent(share)}
          note={
            board.reopened > 0
              ? t`${format.number(board.submitted)} من ${format.number(board.assigned)}، أُعيد فتح ${format.number(board.reopened)} منها`
              : t`${format.number(board.submitted)} من ${format.number(board.assigned)}`
          }
        />
        <Figure
          label={t`لم يُرسل`}
          value={format.number(board.untouched + board.drafts)}
          note={t`منها مسودات: ${format.number(board.drafts)}`}
        />
        <Figure
          label={t`مشاركات دون النصاب`}
          value={format.number(board.short)}
          note={t`من ${format.number(board.entries)}`}
        />
        <Figure
          label={t`محكّمون لم يُتمّوا`}
          value={format.number(board.jurors_behind)}
          note={t`من ${format.number(board.jurors)}`}
        />
      </Figures>
    </>
  );
}
