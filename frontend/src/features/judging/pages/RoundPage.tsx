// A round: what is to be done with it now, its times and terms, and the ways to its panel, assignments and progress.
import { Plural, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useGet } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { weightOf } from '../../../shared/judging/rounds';
import { useHolds, useOrganises } from '../../../shared/rights';
import { useParam } from '../../../shared/router/page';
import { StateBadge } from '../../../shared/ui/Badge';
import { LinkButton } from '../../../shared/ui/Button';
import { Card, Figure, Figures, LinkCard } from '../../../shared/ui/Card';
import { DescriptionList } from '../../../shared/ui/Layout';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { When } from '../../../shared/ui/When';
import { isRulebookOpen, type Round } from '../model/round';
import { CloseDialog } from '../parts/CloseDialog';
import { NextStep, type RoundAct } from '../parts/NextStep';
import { OpenDialog } from '../parts/OpenDialog';
import { MoveDialog } from '../parts/RoundDialogs';
import '../judging.css';

type Edition = components['schemas']['StaffEdition'];

function Content({ edition, round, rounds }: { edition: Edition; round: Round; rounds: readonly Round[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const organises = useOrganises(edition);
  const readsBlind = useHolds(edition, 'organiser', 'auditor');
  const watches = useHolds(edition, 'organiser', 'auditor', 'approver');
  const [act, setAct] = useState<RoundAct | null>(null);
  const path = { round_id: round.id };
  const board = useGet('/api/v1/rounds/{round_id}/progress', { path });
  const panels = useGet('/api/v1/rounds/{round_id}/panels', { path });
  const late = useGet('/api/v1/rounds/{round_id}/late', {
    path,
    query: { state: 'waiting', size: 1 },
    enabled: watches && round.grace_minutes > 0 && round.state !== 'planned',
  });
  const place = { params: { editionId: edition.id }, search: { round: round.id } as never };
  const zone = edition.timezone;
  const seated = new Set(panels.data?.items.flatMap((one) => one.members.map((member) => member.juror_id))).size;
  const weightSaid = ({ weight, of }: { weight: number; of: number }) =>
    weight === 0 ? t`لا تدخل فيها` : weight === of ? t`هي وحدها` : t`${format.number(weight)} من ${format.number(of)}`;
  const close = () => setAct(null);
  const given = { edition, round, onClose: close };
  const instructions = format.pick(round.instructions_ar, round.instructions_en);
  return (
    <>
      <NextStep edition={edition} round={round} act={organises ? setAct : null} />
      {board.data ? (
        <Figures>
          <Figure label={t`المشاركات`} value={format.number(board.data.entries)} />
          <Figure label={t`التقييمات المسندة`} value={format.number(board.data.assigned)} />
          <Figure label={t`أُرسل منها`} value={format.number(board.data.submitted)} />
          <Figure label={t`دون النصاب`} value={format.number(board.data.short)} />
        </Figures>
      ) : null}
      <div className="tk-grid">
        {round.blind && readsBlind ? (
          <LinkCard
            to="/editions/$editionId/rounds/$roundId/blind"
            params={{ editionId: edition.id, roundId: round.id }}
            title={t`إخفاء الأسماء`}
            meta={t`ما قد يدل على أصحاب المشاركات، وما يقرؤه المحكّمون بدله`}
          />
        ) : null}
        {round.mode === 'pass_fail' && round.state === 'closed' && readsBlind ? (
          <LinkCard
            to={'/editions/$editionId/rounds/$roundId/outcomes' as never}
            params={{ editionId: edition.id, roundId: round.id } as never}
            title={t`نتيجة الأصوات`}
            meta={t`ما اجتاز وما لم يجتز، وما ينتظر قرار رئيس اللجنة`}
          />
        ) : null}
        {round.number > 1 && readsBlind ? (
          <LinkCard
            to={'/editions/$editionId/rounds/$roundId/advancement' as never}
            params={{ editionId: edition.id, roundId: round.id } as never}
            title={t`التأهل إلى هذه الجولة`}
            meta={t`من يُحكَّم فيها من مشاركات الجولة السابقة`}
          />
        ) : null}
        {round.mode === 'score' && readsBlind ? (
          <LinkCard
            to="/editions/$editionId/rounds/$roundId/practice"
            params={{ editionId: edition.id, roundId: round.id }}
            title={t`حالة تدريبية`}
            meta={t`يقيّمها المحكّمون قبل عملهم، ولا تُحتسب`}
          />
        ) : null}
        {late.data ? (
          <LinkCard
            to="/editions/$editionId/rounds/$roundId/late"
            params={{ editionId: edition.id, roundId: round.id }}
            title={t`التقييمات المتأخرة`}
            meta={late.data.total ? t`تنتظر قرارًا: ${format.number(late.data.total)}` : t`لا ينتظر منها شيء`}
          />
        ) : null}
        <LinkCard
          to="/editions/$editionId/panels"
          {...place}
          title={t`اللجان`}
          meta={
            panels.data
              ? panels.data.items.length > 0
                ? t`اللجان: ${format.number(panels.data.items.length)}، أعضاؤها: ${format.number(seated)}`
                : t`لم تُكوَّن بعد`
              : undefined
          }
        />
        <LinkCard
          to={'/editions/$editionId/assignments' as never}
          {...place}
          title={t`الإسناد`}
          meta={board.data ? t`تقييمات مسندة: ${format.number(board.data.assigned)}` : undefined}
        />
        <LinkCard
          to="/editions/$editionId/progress"
          {...place}
          title={t`سير التحكيم`}
          meta={
            board.data
              ? t`${format.percent(board.data.assigned ? board.data.submitted / board.data.assigned : 0)} أُرسل`
              : undefined
          }
        />
      </div>
      <Card
        title={t`مواعيدها وشروطها`}
        actions={
          organises && isRulebookOpen(edition.phase) ? (
            <LinkButton
              icon="edit"
              to="/editions/$editionId/rounds/$roundId/edit"
              params={{ editionId: edition.id, roundId: round.id }}
            >
              {t`عدّل الجولة`}
            </LinkButton>
          ) : null
        }
      >
        <DescriptionList
          items={[
            {
              label: t`تُفتح`,
              value: round.opens_at ? <When at={round.opens_at} zone={zone} show="stack" /> : t`حين يفتحها المنظّم`,
            },
            { label: t`تُغلق`, value: <When at={round.closes_at} zone={zone} show="stack" /> },
            {
              label: t`المهلة بعد الإغلاق`,
              value: (
                <Plural
                  value={round.grace_minutes}
                  zero="لا مهلة"
                  one="دقيقة واحدة"
                  two="دقيقتان"
                  few="# دقائق"
                  many="# دقيقة"
                  other="# دقيقة"
                />
              ),
            },
            { label: t`محكّمون لكل مشاركة`, value: format.number(round.jurors_per_entry) },
            {
              label: t`طريقة التحكيم`,
              value:
                round.mode === 'score'
                  ? t`درجات`
                  : round.mode === 'ranking'
                    ? t`ترتيب كل فئة`
                    : round.consensus === 'majority'
                      ? t`اجتياز بالأغلبية`
                      : round.consensus === 'all'
                        ? t`اجتياز بالإجماع`
                        : t`اجتياز بأصوات عددها ${format.number(round.passes)} أو أكثر`,
            },
            {
              label: t`درجات الزملاء`,
              value:
                round.independence === 'after_own' ? t`يعرضها المحكّم بعد إرسال درجته، فتُقفل` : t`تُفتح بعد إغلاق الجولة`,
            },
            { label: t`وزنها في درجة المشاركة`, value: weightSaid(weightOf(rounds, round)) },
            { label: t`الأسماء`, value: round.blind ? t`بلا أسماء: أرقام بدل الجهات` : t`يقرأ المحكّمون أسماء الجهات` },
            { label: t`النصاب لكل مشاركة`, value: format.number(edition.quorum) },
            {
              label: t`تعليمات المحكّمين`,
              value: instructions ? (
                <p className="tk-judging-text" dir="auto">
                  {instructions}
                </p>
              ) : (
                t`لا تعليمات`
              ),
            },
          ]}
        />
      </Card>
      {act === 'open' ? <OpenDialog {...given} /> : null}
      {act === 'move' ? <MoveDialog {...given} /> : null}
      {act === 'close' ? <CloseDialog {...given} /> : null}
    </>
  );
}

export function RoundPage() {
  const { t } = useLingui();
  const format = useFormat();
  const editionId = useParam('editionId');
  const id = useParam('roundId');
  const edition = useGet('/api/v1/editions/{edition_id}', { path: { edition_id: editionId } });
  const rounds = useGet('/api/v1/editions/{edition_id}/rounds', {
    path: { edition_id: editionId },
    query: { size: 200 },
  });
  const round = rounds.data?.items.find((one) => one.id === id);
  return (
    <Page
      title={format.name(round) || t`الجولة`}
      crumbs={[{ label: t`الجولات`, to: '/editions/$editionId/rounds', params: { editionId } }]}
      badge={round ? <StateBadge of="round" state={round.state} /> : null}
    >
      <Read of={edition}>
        {(data) => (
          <Read of={rounds}>
            {() =>
              round ? (
                <Content edition={data} round={round} rounds={rounds.data?.items ?? []} />
              ) : (
                <EmptyState title={t`لا توجد هذه الجولة`} icon="rounds" />
              )
            }
          </Read>
        )}
      </Read>
    </Page>
  );
}
