// One category: its ranking, the decisions on it, the chair's ties.
import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { api, ifMatch } from '../../../shared/api/client';
import { asProblem, type Problem } from '../../../shared/api/problem';
import { fieldProblemText } from '../../../shared/api/problems';
import { refreshPaths } from '../../../shared/api/query';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Button } from '../../../shared/ui/Button';
import { Checkbox } from '../../../shared/ui/Choice';
import { FormActions } from '../../../shared/ui/Layout';
import { Notice, notify, ProblemNotice } from '../../../shared/ui/Notice';
import {
  type Category,
  type Decided,
  type Draft,
  decisionsOf,
  draftOf,
  emptyDraft,
  noLine,
  passedOverEquals,
  sent,
  suggested,
} from '../model';
import { ByMean } from './ByMean';
import { ChairTies } from './ChairTies';
import { DecisionCell } from './DecisionCell';
import { RankTable } from './RankTable';
import { TheirDecisions } from './TheirDecisions';
import { WithoutEnglish } from './WithoutEnglish';

export interface CategoryPanelProps {
  category: Category;
  decided: Decided | undefined;
  editionId: string;
  rankingId: string | null;
  roundId: string | null;
  quorum: number;
  mayDecide: boolean;
  isChair: boolean;
  /** what is written and not saved; the page keeps it while other categories are looked at */
  edited: Draft | null;
  onEdit: (draft: Draft | null) => void;
}

export function CategoryPanel(props: CategoryPanelProps) {
  const { t } = useLingui();
  const format = useFormat();
  const { category, decided, editionId, rankingId, roundId, quorum, mayDecide } = props;
  const saved = decided ? draftOf(decided) : emptyDraft;
  const { edited, onEdit: setEdited } = props;
  const [stale, setStale] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const draft = edited ?? saved;
  if (category.barred) return <Notice tone="warning">{t`لديك تعارض مصالح هنا، فلا يظهر لك شيء.`}</Notice>;
  if (category.rows.length === 0 && category.left_out.length === 0) return <Notice>{t`لا مشاركات مرتّبة هنا.`}</Notice>;
  const order = sent(category.rows, draft);
  const errors = new Map<string, string>();
  for (const wrong of problem?.errors ?? []) {
    const at = wrong.loc[wrong.loc.indexOf('decisions') + 1];
    errors.set(typeof at === 'number' ? (order[at] ?? 'all') : 'all', fieldProblemText(wrong));
  }
  const save = async () => {
    if (!rankingId || !decided) return;
    setBusy(true);
    setProblem(null);
    try {
      await api.PUT('/api/v1/categories/{category_id}/decisions', {
        params: { path: { category_id: category.category.id }, header: ifMatch(decided.version) as never },
        body: { ranking_id: rankingId, decisions: decisionsOf(category.rows, draft) },
      });
      await refreshPaths('/api/v1/editions/{edition_id}/decisions', '/api/v1/editions/{edition_id}/approval');
      setEdited(null);
      setStale(false);
      notify(t`حُفظت قرارات ${format.name(category.category)}.`);
    } catch (error) {
      const found = asProblem(error);
      if (found.status === 412) {
        await refreshPaths('/api/v1/editions/{edition_id}/decisions');
        setStale(true);
      } else setProblem(found);
    }
    setBusy(false);
  };
  return (
    <div className="tk-stack">
      <ByMean rows={category.rows} />
      {props.isChair && roundId ? <ChairTies category={category} roundId={roundId} /> : null}
      {category.pending.length > 0 && !props.isChair ? (
        <Notice tone="warning">{t`هنا تعادل تنص اللائحة على أن يحسمه رئيس اللجنة.`}</Notice>
      ) : null}
      {category.rows.some((row) => row.agreed) ? (
        <Notice>
          {mayDecide
            ? t`توافقت اللجنة في اجتماعها على مراكز هنا. يقترحها «املأ من الترتيب» بأسبابها، ويبقى الترتيب المحسوب بجانبها، والقرار لك.`
            : t`توافقت اللجنة في اجتماعها على مراكز هنا. يبقى الترتيب المحسوب بجانبها.`}
        </Notice>
      ) : null}
      {mayDecide ? (
        <div className="tk-row tk-spread">
          <p className="tk-soft">{t`عدد الأماكن: ${format.number(category.places)}`}</p>
          {category.rows.length > 0 ? (
            <Button icon="award" onPress={() => setEdited(suggested(category, draft))}>
              {t`املأ من الترتيب`}
            </Button>
          ) : (
            <p className="tk-soft">{t`لا مشاركة مرتّبة هنا، فلا فائز. احجب الجائزة بسبب يقرؤه الناس.`}</p>
          )}
        </div>
      ) : null}
      <RankTable
        category={category}
        editionId={editionId}
        quorum={quorum}
        {...(decided
          ? {
              decide: (row: Category['rows'][number]) => (
                <DecisionCell
                  category={category}
                  row={row}
                  line={draft.lines[row.entry.id] ?? noLine}
                  error={errors.get(row.entry.id)}
                  equals={passedOverEquals(category.rows, draft, row.entry.id).map((other) =>
                    format.pick(other.entry.title_ar, other.entry.title_en),
                  )}
                  isReadOnly={!mayDecide}
                  onChange={(line) => setEdited({ ...draft, lines: { ...draft.lines, [row.entry.id]: line } })}
                />
              ),
            }
          : {})}
      />
      {mayDecide ? (
        <div className="tk-stack">
          <Checkbox
            isSelected={draft.withheld}
            onChange={(withheld) => setEdited({ ...draft, withheld })}
            help={t`لا فائز هنا. يظهر السبب في صفحة النتائج العامة.`}
          >
            {t`احجب الجائزة هنا`}
          </Checkbox>
          {draft.withheld ? (
            <>
              <BilingualField
                label={t`سبب الحجب`}
                multiline
                isRequired="ar"
                ar={draft.withheldAr}
                en={draft.withheldEn}
                onChange={(change) =>
                  setEdited({
                    ...draft,
                    ...('ar' in change ? { withheldAr: change.ar } : { withheldEn: change.en }),
                  })
                }
              />
              <WithoutEnglish ar={draft.withheldAr} en={draft.withheldEn} />
            </>
          ) : null}
          {stale && edited ? (
            <TheirDecisions category={category} theirs={saved} mine={edited} onTake={() => setEdited(null)} />
          ) : null}
          {problem ? <ProblemNotice error={problem} /> : null}
          {errors.has('all') ? <Notice tone="error">{errors.get('all')}</Notice> : null}
          <FormActions note={edited ? t`تغييرات لم تُحفظ` : decided?.decided ? t`القرارات محفوظة` : t`لم يُقرَّر شيء بعد`}>
            <Button kind="primary" busy={busy} isDisabled={edited === null} onPress={() => void save()}>
              {t`احفظ القرارات`}
            </Button>
            {edited ? <Button onPress={() => setEdited(null)}>{t`تراجع`}</Button> : null}
          </FormActions>
        </div>
      ) : draft.withheld ? (
        <Notice tone="warning" title={t`حُجبت الجائزة هنا`}>
          <span dir="auto">{format.pick(draft.withheldAr, draft.withheldEn)}</span>
        </Notice>
      ) : null}
    </div>
  );
}
