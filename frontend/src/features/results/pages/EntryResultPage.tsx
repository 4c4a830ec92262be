// How an entry's score came about, juror by juror, adding up to the digit.
import { useLingui } from '@lingui/react/macro';
import { useGet } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { useParam } from '../../../shared/router/page';
import { useUrlState } from '../../../shared/router/urlState';
import { Button } from '../../../shared/ui/Button';
import { Card, Figure, Figures } from '../../../shared/ui/Card';
import { Notice } from '../../../shared/ui/Notice';
import { Page } from '../../../shared/ui/PageHeader';
import { EmptyState, Read } from '../../../shared/ui/States';
import { Parts } from '../fairness/Why';
import { MarksCard, Steps } from '../parts/Arithmetic';
import { RoundsCard } from '../parts/RoundScores';
import { meanWords, methodNames, outcomes, useLeftOut } from '../words';
import '../results.css';

export function EntryResultPage() {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const leftOut = useLeftOut();
  const editionId = useParam('editionId');
  const entryId = useParam('entryId');
  const [{ round }, setUrl] = useUrlState();
  const result = useGet('/api/v1/entries/{entry_id}/result', {
    path: { entry_id: entryId },
    ...(round ? { query: { round_id: round } } : {}),
  });
  return (
    <Page
      title={format.pick(result.data?.entry.title_ar, result.data?.entry.title_en) || t`نتيجة المشاركة`}
      crumbs={[{ label: t`الترتيب والقرارات`, to: '/editions/$editionId/results', params: { editionId } as never }]}
    >
      <Read of={result}>
        {(data) => {
          const adjusts = data.parts.length > 0;
          const weighed = (data.row?.rounds.length ?? 0) > 0;
          const agreed = data.row?.trace.some((step) => step.rule === 'consensus');
          const decides = weighed || adjusts || agreed;
          const jurors = new Map(data.evaluations.map((one) => [one.juror_id, one]));
          return (
            <div className="tk-stack tk-gap-6">
              <Figures>
                <Figure
                  label={t`الدرجة`}
                  value={<bdi>{(decides ? data.row?.shown : data.shown) || '—'}</bdi>}
                  note={
                    decides ? (
                      t`المتوسط ${weighed ? (data.row?.raw ?? '') : data.shown}`
                    ) : (
                      <bdi className="tk-results-hash">{data.score}</bdi>
                    )
                  }
                />
                <Figure
                  label={t`الترتيب`}
                  value={data.row?.rank === null || !data.row ? '—' : format.number(data.row.rank ?? 0)}
                  note={data.row?.left_out ? leftOut(data.row.left_out) : format.name(data.category)}
                />
                <Figure
                  label={t`التقييمات`}
                  value={format.number(data.evaluations.length)}
                  note={weighed ? format.name(data.round) : null}
                />
                {data.consensus ? (
                  <Figure
                    label={t`توافق اللجنة`}
                    value={
                      data.consensus.total
                        ? format.decimal(data.consensus.total)
                        : data.consensus.place
                          ? t`المركز ${format.number(data.consensus.place)}`
                          : t`تبقى الدرجة`
                    }
                    note={<span dir="auto">{data.consensus.reason}</span>}
                  />
                ) : null}
                <Final editionId={editionId} entryId={data.entry.id} />
              </Figures>
              {data.row ? <Steps row={data.row} agreed={data.consensus?.total ?? null} /> : null}
              {data.row?.by_mean ? <Notice>{i18n._(meanWords[data.row.by_mean])}</Notice> : null}
              {data.row && weighed ? (
                <RoundsCard
                  row={data.row}
                  rounds={data.rounds}
                  shownRound={data.round?.id ?? null}
                  choose={(one) => (
                    <Button size="small" kind="quiet" onPress={() => setUrl({ round: one.id })}>
                      {t`اعرضها`}
                    </Button>
                  )}
                />
              ) : null}
              {data.evaluations.length === 0 ? (
                <EmptyState title={t`لا تقييم يُحتسب لهذه المشاركة`} icon="scale" />
              ) : (
                <MarksCard
                  title={weighed ? t`كيف جاءت درجة «${format.name(data.round)}»` : t`كيف جاءت الدرجة`}
                  evaluations={data.evaluations}
                />
              )}
              {adjusts && data.ranking ? (
                <Card title={t`من المجاميع إلى الدرجة`}>
                  <p className="tk-soft tk-measure">
                    {agreed
                      ? t`ما كانت عليه الدرجة بطريقة «${i18n._(methodNames[data.ranking.method])}» قبل اتفاق اللجنة. وتُحتسب الدرجة التي اتفقت عليها.`
                      : t`الطريقة التي تُحتسب: ${i18n._(methodNames[data.ranking.method])}. يُصحَّح ما منحه كل محكّم ثم يُوزن، ومجموع الأنصبة هو الدرجة.`}
                  </p>
                  <p className="tk-small tk-soft tk-measure">
                    {t`ما بعد التصحيح هو ما منحه المحكّم مصحّحًا من شدّته ومن استعماله للمقياس، والنصيب حاصل ضربه في الوزن.`}
                  </p>
                  <Parts
                    parts={data.parts}
                    sum={agreed ? t`قبل الاتفاق` : undefined}
                    label={t`من المجاميع إلى الدرجة`}
                    name={(id) => format.pick(jurors.get(id)?.juror_ar ?? '', jurors.get(id)?.juror_en ?? '')}
                  />
                </Card>
              ) : null}
              <p className="tk-small tk-soft tk-measure">
                {data.round?.mode === 'ranking'
                  ? t`نقاط المحكّم من مرتبة المشاركة في ترتيبه: للأولى 100، وللأخيرة 0، وما بينهما بالتساوي، ومن تقاسموا مرتبة تقاسموا نقاطها. وتُحسب بعد من خرجوا من ترتيبه، ونقاط المشاركة متوسط نقاط محكّميها، بالكسور الدقيقة.`
                  : t`مجموع المحكّم هو مجموع (الوزن × الدرجة على مقياس من 0 إلى 100)، ومتوسط المشاركة متوسط مجاميع محكّميها، وتُحسب كلها بالكسور الدقيقة.`}
              </p>
            </div>
          );
        }}
      </Read>
    </Page>
  );
}

/** What was decided on it in the end, beside the jurors' mean and what the panel agreed on. */
function Final({ editionId, entryId }: { editionId: string; entryId: string }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const decisions = useGet('/api/v1/editions/{edition_id}/decisions', { path: { edition_id: editionId } });
  const all = decisions.data?.categories.flatMap((one) => one.decisions) ?? [];
  const one = all.find((decision) => decision.entry?.id === entryId);
  if (!one || one.outcome === 'withheld') return null;
  const word = i18n._(outcomes[one.outcome]);
  const said = [
    one.place === null ? '' : t`المركز ${format.number(one.place)}`,
    format.pick(one.level_ar, one.level_en),
    format.pick(one.reason_ar, one.reason_en),
  ].filter(Boolean);
  return <Figure label={t`القرار`} value={word} note={<span dir="auto">{said.join(' – ')}</span>} />;
}
