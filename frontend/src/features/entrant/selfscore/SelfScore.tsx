// An agency scores its own entry as a juror would, for itself alone: marks, the sum so far, where it loses most.
import { useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { api, must } from '../../../shared/api/client';
import { keyOf, queryClient, refreshPaths } from '../../../shared/api/query';
import type { components } from '../../../shared/api/schema';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { Notice, notifyProblem } from '../../../shared/ui/Notice';
import { PlainSelect } from '../../../shared/ui/PlainSelect';
import { ProgressBar } from '../../../shared/ui/Progress';
import { When } from '../../../shared/ui/When';
import type { Entry } from '../model/transport';
import { type Criterion, leavesOf, marksOf, NONE } from './marks';

type Score = components['schemas']['SelfScore'];
export const SELF_SCORE = '/api/v1/entrant/entries/{entry_id}/self-score';

function Leaf({ leaf, score, save }: { leaf: Criterion; score: Score; save: (id: string, points: string) => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const name = format.name(leaf);
  const marks = marksOf(leaf).map(({ points, level }) => ({
    id: points,
    label: level ? `${format.decimal(points)} — ${format.name(level)}` : format.decimal(points),
  }));
  const description = format.pick(leaf.description_ar, leaf.description_en);
  const chosen = leaf.levels.find((one) => one.points === score.marks[leaf.id]);
  const anchor = chosen ? format.pick(chosen.description_ar, chosen.description_en) : '';
  return (
    <li className="tk-stack tk-gap-2">
      <p className="tk-rules-head">
        <span className="tk-strong" dir="auto">
          {name}
        </span>
        {score.lowest.includes(leaf.id) ? <Badge tone="warning">{t`فرصة للتحسين`}</Badge> : null}
        {score.highest.includes(leaf.id) ? <Badge tone="success">{t`نقطة قوة`}</Badge> : null}
      </p>
      {description ? (
        <p className="tk-small tk-soft" dir="auto">
          {description}
        </p>
      ) : null}
      <PlainSelect
        label={t`درجتنا في: ${name}`}
        hideLabel
        isDisabled={!score.may_edit}
        value={score.marks[leaf.id] ?? NONE}
        onChange={(points) => save(leaf.id, points)}
        options={[{ id: NONE, label: t`بلا درجة` }, ...marks]}
      />
      {leaf.share_percent ? (
        <p className="tk-tiny tk-soft">{t`وزنه من المجموع: ${format.decimal(leaf.share_percent)}٪`}</p>
      ) : (
        <p className="tk-tiny tk-soft">{t`لا يُحسب في المجموع.`}</p>
      )}
      {anchor ? (
        <p className="tk-small" dir="auto">
          {anchor}
        </p>
      ) : null}
    </li>
  );
}

export function SelfScore({ entry, score }: { entry: Entry; score: Score }) {
  const { t } = useLingui();
  const format = useFormat();
  const save = useMutation({
    mutationFn: ({ id, points }: { id: string; points: string }) =>
      must(
        api.PUT('/api/v1/entrant/entries/{entry_id}/self-score', {
          params: { path: { entry_id: entry.id } },
          body: { marks: { [id]: points === NONE ? {} : { points } } },
        }),
      ),
    onSuccess: (saved) => queryClient.setQueryData(keyOf(SELF_SCORE, { entry_id: entry.id }, null), saved),
    onError: (error) => {
      notifyProblem(error);
      void refreshPaths(SELF_SCORE);
    },
  });
  const note = format.pick(score.note_ar, score.note_en);
  const leaves = leavesOf(score.criteria);
  const weak = leaves.filter(({ leaf }) => score.lowest.includes(leaf.id)).map(({ leaf }) => format.name(leaf));
  const shown = save.isPending && save.variables ? save.variables : null;
  return (
    <div className="tk-entrant-desk">
      <Card title={t`قيّموا مشاركتكم بأنفسكم`}>
        <div className="tk-stack">
          <Notice>
            {t`لجهتكم وحدها: لا يراه المنظّم ولا فريق الفرز ولا المحكّمون، ولا يُرسل مع المشاركة. تُحفظ كل درجة حين تختارها، ويراها زملاؤك في الجهة.`}
          </Notice>
          {note ? <p dir="auto">{note}</p> : null}
          <ul className="tk-plain-list tk-rules">
            {leaves.map(({ leaf }) => (
              <Leaf
                key={leaf.id}
                leaf={leaf}
                score={shown?.id === leaf.id ? { ...score, marks: { ...score.marks, [leaf.id]: shown.points } } : score}
                save={(id, points) => save.mutate({ id, points })}
              />
            ))}
          </ul>
        </div>
      </Card>
      <aside className="tk-entrant-side" aria-label={t`المجموع`}>
        <Card title={t`المجموع حتى الآن`}>
          <div className="tk-stack" aria-live="polite">
            <p className="tk-h2">
              {format.decimal(score.total)} <span className="tk-small tk-soft">{t`من 100`}</span>
            </p>
            <ProgressBar value={Number(score.covered)} max={100} label={t`ما قُيّم من الأوزان (٪)`} />
            <p className="tk-small tk-soft">
              {score.complete
                ? t`هذا ما تبلغه المشاركة لو قيّمها محكّم بهذه الدرجات.`
                : t`مجموع ما قُيّم وحده؛ يكتمل حين تقيّم كل المعايير.`}
            </p>
            {weak.length > 0 ? (
              <div>
                <h3 className="tk-small tk-strong">{t`أكثر ما يرفع المجموع`}</h3>
                <ul className="tk-plain-list">
                  {weak.map((name) => (
                    <li key={name} dir="auto">
                      {name}
                    </li>
                  ))}
                </ul>
              </div>
            ) : null}
            {score.saved_at ? (
              <p className="tk-tiny tk-soft">
                {t`آخر حفظ:`} <When at={score.saved_at} zone={entry.edition.timezone} show="short" />
              </p>
            ) : null}
          </div>
        </Card>
      </aside>
    </div>
  );
}
