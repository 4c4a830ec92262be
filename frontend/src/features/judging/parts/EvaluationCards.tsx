// Submitted evaluations of one entry, side by side by criterion, with the jurors' comments under them.
import { useLingui } from '@lingui/react/macro';
import type { components } from '../../../shared/api/schema';
import { ChartTable } from '../../../shared/charts/ChartTable';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Card } from '../../../shared/ui/Card';
import { When } from '../../../shared/ui/When';
import { givenTo, leavesOf, type Mark, type Pin, type Scores, voteIn } from '../model/marks';

type Evaluation = components['schemas']['EntryEvaluation'];
type Rubric = components['schemas']['StaffRubric'];

export type Sources = Pick<components['schemas']['StaffEntry'], 'fields' | 'attachments'>;

/** What a mark rests on, as the entry's page names it. */
function Evidence({ pins, sources }: { pins: readonly Pin[]; sources: Sources | undefined }) {
  const { t } = useLingui();
  const format = useFormat();
  if (pins.length === 0 || !sources) return null;
  const nameOf = ({ field_id, attachment_id, page }: Pin) => {
    const field = sources.fields.find((one) => one.id === field_id);
    const file = sources.attachments.find((one) => one.id === attachment_id);
    const name = (attachment_id ? file?.name : field && format.pick(field.label_ar, field.label_en)) ?? '—';
    return page ? t`${name}، صفحة ${format.number(page)}` : name;
  };
  return (
    <ul className="tk-small" aria-label={t`الأدلة`}>
      {pins.map((pin) => (
        <li key={`${pin.field_id} ${pin.attachment_id} ${pin.page}`} dir="auto">
          {nameOf(pin)}
        </li>
      ))}
    </ul>
  );
}

function Given({
  leaf,
  scores,
  sources,
}: {
  leaf: Rubric['criteria'][number];
  scores: Scores;
  sources: Sources | undefined;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const given = givenTo(leaf, scores);
  return (
    <>
      {!given ? (
        <span className="tk-faint">{t`دون درجة`}</span>
      ) : given.na ? (
        t`لا ينطبق`
      ) : given.level ? (
        <bdi>{format.pick(given.level.name_ar, given.level.name_en)}</bdi>
      ) : (
        <strong>{format.decimal(given.points ?? '', given.points?.split('.')[1]?.length ?? 0)}</strong>
      )}
      <Grounds mark={scores[leaf.id]} sources={sources} />
    </>
  );
}

/** What the juror said of a mark, and what it rests on. */
function Grounds({ mark, sources }: { mark: Mark | undefined; sources: Sources | undefined }) {
  return (
    <>
      {mark?.comment ? (
        <p className="tk-small tk-soft" dir="auto">
          {mark.comment}
        </p>
      ) : null}
      <Evidence pins={mark?.pins ?? []} sources={sources} />
    </>
  );
}

function Vote({ scores, sources }: { scores: Scores; sources: Sources | undefined }) {
  const { t } = useLingui();
  const vote = voteIn(scores);
  if (!vote) return <span className="tk-faint">{t`دون قرار`}</span>;
  return (
    <>
      <Badge tone={vote.level === 'pass' ? 'success' : 'error'} dot>
        {vote.level === 'pass' ? t`تجتاز` : t`لا تجتاز`}
      </Badge>
      <Grounds mark={vote.mark} sources={sources} />
    </>
  );
}

export function RoundEvaluations({
  items,
  rubric,
  sources,
  zone,
}: {
  items: readonly Evaluation[];
  rubric: Rubric;
  /** the entry, once it is read */
  sources: Sources | undefined;
  zone: string;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const first = items[0];
  if (!first) return null;
  // Votes and places are no marks of the category's criteria.
  const leaves = first.mode === 'score' ? leavesOf(rubric.criteria) : [];
  const isVote = first.mode === 'pass_fail';
  const nameOf = (one: Evaluation) => format.pick(one.juror_ar, one.juror_en);
  const round = format.pick(first.round_ar, first.round_en);
  const label = t`تقييمات ${round}`;
  const comments = items.filter((one) => one.comment);
  return (
    <Card title={<bdi>{round}</bdi>}>
      <ChartTable
        className="tk-judging-figures tk-judging-marks"
        label={label}
        head={[
          first.mode === 'score' ? t`المعيار` : t`المحكّم`,
          ...items.map((one) => <bdi key={one.evaluation_id}>{nameOf(one)}</bdi>),
        ]}
      >
        {leaves.map((leaf) => (
          <tr key={leaf.id}>
            <th scope="row" dir="auto">
              {format.name(leaf)}
            </th>
            {items.map((one) => (
              <td key={one.evaluation_id}>
                <Given leaf={leaf} scores={one.scores as Scores} sources={sources} />
              </td>
            ))}
          </tr>
        ))}
        {isVote ? (
          <tr>
            <th scope="row">{t`القرار`}</th>
            {items.map((one) => (
              <td key={one.evaluation_id}>
                <Vote scores={one.scores as Scores} sources={sources} />
              </td>
            ))}
          </tr>
        ) : (
          <tr>
            <th scope="row">{first.mode === 'ranking' ? t`نقاط الترتيب من 100` : t`المجموع من 100`}</th>
            {items.map((one) => (
              <td key={one.evaluation_id}>
                <strong>{one.total === null ? '—' : format.decimal(one.total, 2)}</strong>
              </td>
            ))}
          </tr>
        )}
        <tr>
          <th scope="row">{t`أُرسل`}</th>
          {items.map((one) => (
            <td key={one.evaluation_id}>
              <When at={one.submitted_at} zone={zone} show="short" />
            </td>
          ))}
        </tr>
      </ChartTable>
      {comments.length > 0 ? (
        <>
          <h3 className="tk-h3">{first.mode === 'ranking' ? t`تعليقات على ترتيب الفئة كله` : t`تعليقات عامة`}</h3>
          {comments.map((one) => (
            <blockquote key={one.evaluation_id} className="tk-judging-quote">
              <p dir="auto" className="tk-judging-text">
                {one.comment}
              </p>
              <footer className="tk-small tk-soft">
                <bdi>{nameOf(one)}</bdi>
              </footer>
            </blockquote>
          ))}
        </>
      ) : null}
    </Card>
  );
}
